"""Specialists: who gives consultations, as what, where and when."""

from ledger.specialist.commands import Specialists
from ledger.specialist.specialist import Specialist

__all__ = ["Specialist", "Specialists"]
