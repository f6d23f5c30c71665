"""Trainings: what staff were taught, how many took part, and what it cost."""

from ledger.training.commands import Trainings
from ledger.training.training import Training
from ledger.training.values import Outline, Schedule, StaffCount

__all__ = ["Outline", "Schedule", "StaffCount", "Training", "Trainings"]
