"""The operation as its pages describe it; unit costs and ceilings are not published, so those are the demo's."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from api.demo.diary import Clerk, Diary, Fields, id_of
from ledger.operation import STAGES, Shares

START = date(2017, 3, 16)
REGULATION = "Cabinet Regulation No. 460 of 12.07.2016"
DEMO_SOURCE = "demo: not an official figure"
NATIONAL = Clerk("IKVD, project manager (demo)", "national")

RATES = (
    # unit cost of an academic hour, from 2017-03-16, 2019-09-01 and 2020-09-01
    ("pedagogue", "11.80", "12.65", "13.47"),
    ("psychologist", "14.20", "15.35", "16.42"),
    ("social_pedagogue", "12.10", "12.95", "13.80"),
    ("special_educator", "12.60", "13.40", "14.31"),
    ("speech_therapist", "12.60", "13.40", "14.31"),
)
RATE_DAYS = (START, date(2019, 9, 1), date(2020, 9, 1))

CEILINGS = (
    ("catering", "month", "60.00"),
    ("public_transport", "month", "50.00"),
    ("accommodation", "month", "90.00"),
    ("learning_aids", "semester", "70.00"),
    ("personal_items", "semester", "85.00"),
)


def tell(diary: Diary) -> None:
    """Everything the operation said of itself until 2021."""
    _opened(diary)
    _target_group(diary)
    _delivery(diary)
    for kind, *costs in RATES:
        for day, cost in zip(RATE_DAYS, costs, strict=True):
            rate: Fields = {"specialist_kind": kind, "unit_cost": Decimal(cost), "hour": "academic"}
            rate["method_document"] = "demo: no method document"
            _rule(diary, "set_rate", f"{kind} {day}", day, DEMO_SOURCE, **rate)
    for kind, period, amount in CEILINGS:
        ceiling: Fields = {"kind": kind, "period": period, "amount": Decimal(amount)}
        _rule(diary, "set_ceiling", f"{kind} {period}", START, DEMO_SOURCE, **ceiling)


def _opened(diary: Diary) -> None:
    diary.note(
        START,
        "operations.open",
        NATIONAL,
        number="8.3.4.0/16/I/001",
        name="Atbalsts priekšlaicīgas mācību pārtraukšanas samazināšanai",
        first_day=START,
        last_day=date(2022, 12, 31),
        source=REGULATION,
        occurred_on=START,
    )
    shares = Shares(esf=Decimal(85), state=Decimal(15), state_non_eligible=Decimal(0))
    _rule(diary, "set_cofinancing", "shares", START, REGULATION, shares=shares)
    _rule(diary, "set_flat_rate", "indirect costs", START, REGULATION, percent=Decimal(15))
    lump_sum: Fields = {"kind": "youth_project", "amount": Decimal(4600)}
    _rule(diary, "set_lump_sum", "youth projects", START, "IKVD: every call", **lump_sum)
    budget: Fields = {"rule_id": id_of("rule", "budget"), "total": Decimal(39_812_376)}
    diary.note(
        START, "operations.set_budget", NATIONAL, source=REGULATION, occurred_on=START, **budget
    )
    _rule(
        diary,
        "set_non_eligible_money",
        "non-eligible money",
        extended := date(2021, 8, 23),  # when exactly is not published
        "the operation's pages (day of the demo)",
        up_to=Decimal(1_151_038),
    )
    diary.note(
        extended,
        "operations.extend_period",
        NATIONAL,
        rule_id=id_of("rule", "extension"),
        last_day=date(2023, 12, 31),
        source="amendments of the regulation (day of the demo)",
        occurred_on=extended,
    )


def _target_group(diary: Diary) -> None:
    from_grade_5 = tuple(stage for stage in STAGES if stage not in STAGES[:4])
    _rule(diary, "set_target_group", "from grade 5", START, REGULATION, stages=from_grade_5)
    younger = date(2021, 9, 1)
    _rule(
        diary,
        "set_target_group",
        "all grades",
        younger,
        REGULATION,
        date(2021, 8, 25),
        stages=STAGES,
    )


def _delivery(diary: Diary) -> None:
    _rule(diary, "set_delivery_mode", "in person", START, REGULATION, mode="in_person")
    emergency, general = date(2020, 3, 23), date(2021, 2, 5)
    _rule(
        diary,
        "set_delivery_mode",
        "remote in the emergency",
        emergency,
        "emergency of 2020 (demo: without a gap, unverified)",
        mode="remote",
    )
    _rule(diary, "set_delivery_mode", "remote", general, REGULATION, mode="remote")


def _rule(
    diary: Diary,
    verb: str,
    name: str,
    valid_from: date,
    source: str,
    known: date | None = None,
    **fields: Any,
) -> None:
    diary.note(
        known or valid_from,
        f"operations.{verb}",
        NATIONAL,
        rule_id=id_of("rule", name),
        valid_from=valid_from,
        source=source,
        occurred_on=known or valid_from,
        **fields,
    )
