"""Everything that money of the operation is spent on: the kinds of expenditure, one class each."""

from __future__ import annotations

from abc import ABC

from projections.expenditure_projects import SpentOnProjects
from projections.expenditure_students import SpentOnStudents
from projections.expenditure_trainings import SpentOnTrainings


class AllExpenditure(SpentOnStudents, SpentOnProjects, SpentOnTrainings, ABC):
    """The base of the projections that answer for all of it: each class named here adds its events."""
