"""Commands against double funding."""

from ledger.passed_on import passed_on
from ledger.student import guarding
from ledger.student.commands.base import StudentCommands


class GuardCommands(StudentCommands):
    """Support from elsewhere, and decisions on warnings."""

    declare_other_support = passed_on(guarding.declare_other_support, made="support_id")
    withdraw_other_support = passed_on(guarding.withdraw_other_support)
    decide_warning = passed_on(guarding.decide_warning)
    void_decision = passed_on(guarding.void_decision)
