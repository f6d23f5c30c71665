"""Everything that money of the operation is spent on: the kinds of expenditure, one class each."""

from __future__ import annotations

from abc import ABC

from projections.expenditure_projects import SpentOnProjects
from projections.expenditure_students import SpentOnStudents


class AllExpenditure(SpentOnStudents, SpentOnProjects, ABC):
    """The base of the projections that answer for all of it: each class named here adds its events."""
