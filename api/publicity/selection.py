"""Which figures a publicity report shows, and where on its page."""

from __future__ import annotations

LATEST = "youth_projects"
"""Told up to a day only: of a semester or a year, up to its last one."""
AMOUNT = "compensation_amount"
BY_SEMESTER = (
    "persons_with_plan",
    "plans",
    "consultation_hours",
    AMOUNT,
    "received",
    "spent",
)
"""Of each semester up to the end of the period."""
SUMMARY = ("institutions_participating", *BY_SEMESTER[:-2], LATEST, *BY_SEMESTER[-2:])
"""Of the whole period, at the top."""
SPENT = "spent"
SPENT_ON = ("other", "compensations")
"""Of the whole period: what was spent on compensations, and on all else."""
COMPENSATIONS = ("persons_compensated", "compensations")
"""Of the whole period, beside their amount."""
TOLD = (*SUMMARY, *COMPENSATIONS)
"""Every figure, in the order in which they are explained."""
