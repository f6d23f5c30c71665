"""Methodical materials: what was published for those who support learners, version by version."""

from ledger.material.commands import Materials
from ledger.material.events import Description
from ledger.material.material import Material

__all__ = ["Description", "Material", "Materials"]
