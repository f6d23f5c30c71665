"""What the state service does for everybody: trainings, methodical materials, a survey, who coordinates the region."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from api.demo.diary import Diary, id_of
from api.demo.madona import MADONA, code_of, schools
from api.demo.rules import NATIONAL
from api.demo.story import digest
from ledger.document import Document
from ledger.material.events import Description
from ledger.survey.values import Answers, Question, Questionnaire, RespondentCount
from ledger.training.values import Outline, Schedule, StaffCount

_PROVIDER = "SIA Mācību centrs (demo)"
_TRAININGS = (
    # kind, modules, academic hours, first day, participants, delivery, euros
    ("intro_seminar", 1, None, date(2017, 10, 5), 14, "in_person", "310.00"),
    ("municipal_workshop", 1, None, date(2018, 2, 21), 12, "in_person", "420.00"),
    ("school_workshop", 3, None, date(2019, 2, 6), 22, "in_person", "1260.00"),
    ("supervision", 1, None, date(2020, 2, 12), 8, "in_person", "180.00"),
    ("development_programme", 2, "36.00", date(2020, 10, 28), 25, "remote", "2150.00"),
    ("conference", 1, None, date(2019, 11, 27), 140, "in_person", "5400.00"),
)
_ASKED = {"municipal": 64, "institution": 936, "parent": 2004}
"""How many answered in 2019, as was published; what they answered is the demo's."""


def tell(diary: Diary) -> None:
    """In the order of the themes."""
    diary.note(
        date(2017, 9, 4),
        "regional_coordinators.appoint",
        NATIONAL,
        coordinator_id=id_of("regional coordinator", "vidzeme"),
        region="vidzeme",
        name="Vidzemes koordinatore (demo)",
        contact="vidzeme@example.org",
        occurred_on=date(2017, 9, 4),
    )
    for training in _TRAININGS:
        _train(diary, *training)
    _moved_and_cancelled(diary)
    _publish(diary)
    _ask(diary)


# --- trainings ---------------------------------------------------------------------------------------


def _train(
    diary: Diary,
    kind: str,
    modules: int,
    hours: str | None,
    first_day: date,
    participants: int,
    delivery: str,
    cost: str,
) -> None:
    """A training of one kind, from its plan to its costs; modules are held two weeks apart."""
    training_id = id_of("training", kind)
    days = [first_day + timedelta(days=14 * number) for number in range(modules)]
    _plan(diary, training_id, kind, modules, hours, Schedule(days[0], days[-1], delivery, None))
    for number, day in enumerate(days, 1):
        diary.note(
            day,
            "trainings.hold_module",
            NATIONAL,
            training_id=training_id,
            module_id=id_of(training_id, "module", number),
            number=number,
            hours=Decimal(hours) / modules if hours else Decimal("6.00"),
            delivery=delivery,
            staff=(StaffCount("pedagogue", participants - 2), StaffCount("leadership", 2)),
            occurred_on=day,
        )
    last_day = days[-1]
    if hours:
        _certify(diary, training_id, participants - 1, last_day)
    diary.note(
        last_day,
        "trainings.complete_training",
        NATIONAL,
        training_id=training_id,
        occurred_on=last_day,
    )
    _pay(diary, training_id, last_day, Decimal(cost))


def _pay(diary: Diary, training_id: UUID, last_day: date, cost: Decimal) -> None:
    """By one invoice, three weeks after the end."""
    paid_on = last_day + timedelta(days=21)
    invoice = f"MC-{last_day:%Y-%m}"
    diary.note(
        paid_on,
        "trainings.record_cost",
        NATIONAL,
        training_id=training_id,
        cost_id=id_of(training_id, "cost"),
        kind="service",
        amount=cost,
        document=Document(invoice, last_day, _PROVIDER, digest(invoice), cost),
        occurred_on=paid_on,
    )


def _certify(diary: Diary, training_id: UUID, certificates: int, day: date) -> None:
    """All but one came often enough."""
    diary.note(
        day,
        "trainings.certify_participants",
        NATIONAL,
        training_id=training_id,
        certification_id=id_of(training_id, "certificates"),
        certificates=certificates,
        numbers=f"PP-{day.year}-1 … {certificates}",
        occurred_on=day,
    )


def _plan(
    diary: Diary,
    training_id: UUID,
    kind: str,
    modules: int,
    hours: str | None,
    schedule: Schedule,
) -> None:
    """Workshops are for one school or municipality, seminars for the region, a conference for all."""
    school = (schools()[0].id,) if kind in ("school_workshop", "supervision") else ()
    outline = Outline(
        kind=kind,
        title=f"{kind.replace('_', ' ').capitalize()} (demo)",
        provider=_PROVIDER,
        modules=modules,
        contract="IKVD demo 1",
        hours=Decimal(hours) if hours else None,
        municipality=code_of(MADONA) if kind == "municipal_workshop" else None,
        region="vidzeme" if kind in ("intro_seminar", "development_programme") else None,
        institutions=school,
    )
    known = schedule.first_day - timedelta(days=28)
    diary.note(
        known,
        "trainings.plan_training",
        NATIONAL,
        training_id=training_id,
        outline=outline,
        schedule=schedule,
        occurred_on=known,
    )


def _moved_and_cancelled(diary: Diary) -> None:
    """The emergency of 2020: one was held online half a year later, one not at all."""
    moved, cancelled = id_of("training", "moved"), id_of("training", "cancelled")
    day, later = date(2020, 3, 25), date(2020, 9, 30)
    for training_id in (moved, cancelled):
        _plan(
            diary, training_id, "municipal_workshop", 1, None, Schedule(day, day, "in_person", None)
        )
    diary.note(
        date(2020, 3, 16),
        "trainings.move_training",
        NATIONAL,
        reason="the emergency",
        training_id=moved,
        move_id=id_of(moved, "move"),
        schedule=Schedule(later, later, "remote", None),
        occurred_on=date(2020, 3, 16),
    )
    diary.note(
        date(2020, 3, 16),
        "trainings.cancel_training",
        NATIONAL,
        reason="the emergency",
        training_id=cancelled,
        occurred_on=date(2020, 3, 16),
    )
    diary.note(
        later,
        "trainings.hold_module",
        NATIONAL,
        training_id=moved,
        module_id=id_of(moved, "module"),
        number=1,
        hours=Decimal("6.00"),
        delivery="remote",
        staff=(StaffCount("municipal_specialist", 11),),
        occurred_on=later,
    )
    diary.note(later, "trainings.complete_training", NATIONAL, training_id=moved, occurred_on=later)


# --- materials and a survey --------------------------------------------------------------------------


def _publish(diary: Diary) -> None:
    """The methodical material, and the edition that took its place."""
    editions = {"1. izdevums": date(2018, 6, 4), "2. izdevums": date(2020, 8, 17)}
    for version, day in editions.items():
        diary.note(
            day,
            "materials.publish_material",
            NATIONAL,
            material_id=id_of("material", version),
            description=Description("Individuālā atbalsta plāns (demo)", "lv", version, None),
            sha256=digest("material", version),
            occurred_on=day,
        )
    first, second = (id_of("material", version) for version in editions)
    day = editions["2. izdevums"]
    diary.note(day, "materials.supersede", NATIONAL, material_id=first, by=second, occurred_on=day)


def _ask(diary: Diary) -> None:
    """The survey of 2019: more than four fifths called the support significant."""
    survey_id = id_of("survey", 2019)
    questionnaire = Questionnaire(
        "Atbalsta nozīme (demo)",
        tuple(_ASKED),
        (Question("Cik nozīmīgs ir atbalsts?", ("nozīmīgs", "mazsvarīgs", "grūti pateikt")),),
    )
    opened, closed = date(2019, 4, 1), date(2019, 6, 14)
    diary.note(
        opened,
        "surveys.open_survey",
        NATIONAL,
        survey_id=survey_id,
        questionnaire=questionnaire,
        occurred_on=opened,
    )
    diary.note(
        closed,
        "surveys.record_responses",
        NATIONAL,
        survey_id=survey_id,
        batch_id=id_of(survey_id, "responses"),
        respondents=tuple(RespondentCount(kind, number) for kind, number in _ASKED.items()),
        answers=tuple(_answers(kind, number) for kind, number in _ASKED.items()),
        occurred_on=closed,
    )
    diary.note(closed, "surveys.close_survey", NATIONAL, survey_id=survey_id, occurred_on=closed)


def _answers(kind: str, number: int) -> Answers:
    significant, slight = number * 85 // 100, number * 9 // 100
    return Answers(kind, 1, (significant, slight, number - significant - slight))
