"""The code lists that clients need, and which of them each parameter of a question is checked against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ledger import calendar, reference
from ledger.errors import LedgerError, NoSuchSemester, UnknownCode
from ledger.events import EVENTS
from ledger.operation.rules import CEILING_PERIODS, DIRECT_PERSONNEL, FLAT_RATE_BASES, HOURS, STAGES
from ledger.partner.values import KINDS, PURPOSES
from ledger.required import listed
from ledger.store.deliveries import DeliveryFilter
from ledger.vocabulary import municipalities, terms
from projections.access_rows import AccessFilter, GrantFilter
from projections.institution_rows import InstitutionFilter
from projections.materials import MaterialFilter
from projections.operation_rows import RuleFilter
from projections.operations import KINDS as RULE_KINDS
from projections.partner_rows import PartnerFilter, PaymentFilter
from projections.specialists import SpecialistFilter
from projections.survey_rows import SurveyFilter
from projections.training_rows import TrainingFilter
from projections.youth_project_rows import STATES, ProjectFilter

ADDRESS = "/api/v1/vocabulary"
FEW = 12
"""So many codes are told at once, with the refusal."""

_LABELS = {
    "municipality": ("Pašvaldība", "Municipality"),
    "state_vocational": (
        "Valsts profesionālās izglītības iestāde",
        "Vocational school of the state",
    ),
    "state_general": ("Valsts vispārējās izglītības iestāde", "General school of the state"),
    "measures": ("Atbalsta pasākumi", "Support measures"),
    "youth_projects": ("Jaunatnes iniciatīvu projekti", "Youth initiative projects"),
    "advance": ("Avanss", "Advance"),
    "payment": ("Maksājums", "Payment"),
    "clock": ("Stunda", "Clock hour"),
    "academic": ("Akadēmiskā stunda", "Academic hour"),
    "day": ("Diena", "Day"),
    "month": ("Mēnesis", "Month"),
    "semester": ("Semestris", "Semester"),
    DIRECT_PERSONNEL: ("Tiešās personāla izmaksas", "Direct personnel costs"),
    "extension": ("Darbības perioda pagarinājums", "Extension of the period"),
    "budget": ("Budžets", "Budget"),
    "non_eligible_money": ("Neattiecināmais valsts finansējums", "Non-eligible state money"),
    "cofinancing": ("Līdzfinansējuma daļas", "Co-financing shares"),
    "target_group": ("Mērķa grupa", "Target group"),
    "delivery_mode": ("Norises veids", "Delivery mode"),
    "rate": ("Vienas vienības izmaksu standarta likme", "Unit cost"),
    "lump_sum": ("Vienreizējs maksājums", "Lump sum"),
    "ceiling": ("Griesti", "Ceiling"),
    "flat_rate": ("Vienotā likme", "Flat rate"),
    "group_size": ("Grupas lielums", "Size of a group"),
    "draft": ("Sagatavots", "Draft"),
    "returned": ("Atgriezts", "Returned"),
    "in_force": ("Spēkā", "In force"),
    "evaluated": ("Izvērtēts", "Evaluated"),
    "closed": ("Noslēgts", "Closed"),
    "voided": ("Atsaukts", "Voided"),
    "submitted": ("Iesniegts", "Submitted"),
    "approved": ("Apstiprināts", "Approved"),
    "refused": ("Noraidīts", "Refused"),
    "running": ("Īstenošanā", "Running"),
    "completed": ("Īstenots", "Completed"),
    "failed": ("Nav īstenots", "Failed"),
}
"""What people read, of codes that stand in the program and not in the reference files."""

_IN_THE_PROGRAM = {
    "partner_kind": KINDS,
    "payment_kind": ("advance", "payment"),
    "payment_purpose": PURPOSES,
    "plan_state": ("draft", "returned", "in_force", "evaluated", "closed", "voided"),
    "youth_project_state": STATES,
    "hour": HOURS,
    "ceiling_period": CEILING_PERIODS,
    "flat_rate_base": FLAT_RATE_BASES,
    "rule_kind": tuple(RULE_KINDS.values()),
}


@dataclass(frozen=True)
class Code:
    """One code of a list, and what people read."""

    code: str
    lv: str
    en: str


@cache
def lists() -> Mapping[str, tuple[Code, ...]]:
    """Every list by its name, in its order; municipalities by ISO 3166-2 code, those of the past too."""
    names = dict.fromkeys(row["list"] for row in reference.rows("vocabulary"))
    files = {
        name: tuple(Code(each.code, each.lv, each.en) for each in terms(name).values())
        for name in names
    }
    program = {
        name: tuple(Code(code, *_LABELS[code]) for code in codes)
        for name, codes in _IN_THE_PROGRAM.items()
    }
    semesters = [each.code for each in calendar.semesters()]
    years = dict.fromkeys(each.school_year for each in calendar.semesters())
    return {
        **files,
        "measure_kind": (
            *files["consultation_kind"],
            *files["compensation"],
            *files["lump_sum"],
            *files["training"],
        ),
        **program,
        "stage": tuple(_stage(code) for code in STAGES),
        "semester": tuple(Code(code, code, code) for code in semesters),
        "school_year": tuple(Code(year, year, year) for year in years),
        "municipality": tuple(
            Code(code, row["name"], row["name"]) for code, row in municipalities().items()
        ),
    }


def _stage(code: str) -> Code:
    kind, _, number = code.partition("-")
    lv = "klase" if kind == "grade" else "kurss"
    return Code(code, f"{number}. {lv}", f"{kind.capitalize()} {number}")


_ASKED = {
    "municipality": "municipality",
    "region": "region",
    "school_year": "school_year",
    "cost_category": "cost_category",
    "form_of_cost": "form_of_cost",
    "funding_source": "funding_source",
    "purpose": "payment_purpose",
    "kind": "measure_kind",
    "state": "plan_state",
    "stage": "stage",
    "risk_group": "risk_group",
}
"""The list that a parameter takes its values from, where nothing else is said for what is asked."""

_ASKED_OF: Mapping[type[Any] | None, Mapping[str, str]] = {
    PartnerFilter: {"kind": "partner_kind"},
    PaymentFilter: {"kind": "payment_kind"},
    InstitutionFilter: {"kind": "institution_kind"},
    SpecialistFilter: {"kind": "specialist"},
    RuleFilter: {"kind": "rule_kind"},
    ProjectFilter: {"state": "youth_project_state"},
    TrainingFilter: {"kind": "training", "state": "training_state"},
    SurveyFilter: {"state": "survey_state"},
    MaterialFilter: {"language": "language"},
    AccessFilter: {"kind": "access_kind"},
    GrantFilter: {"kind": "access_kind", "role": "role", "scope_kind": "scope"},
    DeliveryFilter: {"state": "delivery_state"},
}
"""The lists of what is called alike, but depends on what is asked for."""


def require_known(where: type[Any] | None, asked: Mapping[str, Any]) -> None:
    """That each value asked for can exist at all; UnknownCode, NoSuchSemester."""
    for name, given in asked.items():
        values: Iterable[Any] = given if isinstance(given, list) else [given]
        for value in values:
            if isinstance(value, str):
                _require(where, name, value)


def _require(where: type[Any] | None, name: str, value: str) -> None:
    if name == "semester" or (name == "period" and where is PaymentFilter):
        calendar.semester(value)
    elif name in ("type", "types"):
        listed("event", value, EVENTS)
    elif named := _ASKED_OF.get(where, {}).get(name) or _ASKED.get(name):
        listed(named, value, {each.code for each in lists()[named]})


def where_to_look(error: LedgerError) -> str:
    """What to add to a refusal of a code: the codes there are, if few, and where to find them."""
    if isinstance(error, NoSuchSemester):
        return f" GET {ADDRESS} lists them."
    if not isinstance(error, UnknownCode):
        return ""
    if error.details["list"] == "event":
        return " docs/events.md lists them."
    codes = lists().get(error.details["list"], ())
    few = f" It has {', '.join(each.code for each in codes)}." if 0 < len(codes) <= FEW else ""
    return f"{few} GET {ADDRESS} has it with labels." if codes else ""
