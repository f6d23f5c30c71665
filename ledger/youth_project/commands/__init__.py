"""Commands on youth projects: calls, applications and decisions, what came of them, and their money."""

from ledger.youth_project.commands.applying import ApplyingCommands
from ledger.youth_project.commands.carrying_out import CarryingOutCommands


class YouthProjects(ApplyingCommands, CarryingOutCommands):
    """`ledger.youth_projects`. All but `open_call` may raise NotFound; those that take back or refuse, ReasonMissing;
    those that follow or correct something, BeforeWhatItCorrects."""
