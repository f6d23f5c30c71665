"""An individual support plan on paper, in Latvian, for its signatories: a page a browser prints."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from flask import Blueprint, g, render_template

from api import access
from api.context import reading
from api.formats import Formats
from api.openapi import PREFIX
from ledger.errors import NotFound
from ledger.vocabulary import terms
from projections.institutions import Institutions
from projections.plans import Plans
from projections.students import Students

FORMATS = Formats("lv")

printed_plan = Blueprint("printed_plan", __name__, template_folder="templates")


@printed_plan.get(
    f"{PREFIX}/students/<uuid:student_id>/plans/<uuid:plan_id>/revisions/<int:revision>/print"
)
def page(student_id: UUID, plan_id: UUID, revision: int) -> str:
    """Everything but names: they are sealed, and written by hand."""
    access.permit().see({"student_id": student_id})
    with reading(Plans, Institutions, Students) as connection:
        shown = Plans.revision(connection, student_id, plan_id, revision)
        if shown is None:
            raise NotFound(what="plan", id=plan_id)
        written_on = shown.revision.written_on
        school = Institutions.get(connection, shown.plan.institution_id, on=written_on)
        factors = Students.risk_factors(connection, student_id, shown.revision.risks)
    return render_template(
        "plan.html",
        shown=shown,
        institution=school.institution.name if school else "",
        factors=factors,
        agreed={each.signatory: each.agreed_on for each in shown.agreements},
        position=g.position,
    )


vars(page)["operation"] = "printed_plan.page"


@printed_plan.app_template_filter("day")
def _day(day: date) -> str:
    return FORMATS.day(day)


@printed_plan.app_template_filter("number")
def _number(number: Decimal) -> str:
    return FORMATS.number(number)


@printed_plan.app_template_filter("euros")
def _euros(amount: Decimal) -> str:
    return FORMATS.euros(amount)


@printed_plan.app_template_filter("term")
def _term(code: str, name: str) -> str:
    return terms(name)[code].lv
