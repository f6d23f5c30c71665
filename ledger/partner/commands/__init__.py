"""Commands on partners, by theme."""

from ledger.partner.commands.agreements import AgreementCommands
from ledger.partner.commands.budgets import BudgetCommands
from ledger.partner.commands.mergers import MergerCommands
from ledger.partner.commands.payments import PaymentCommands
from ledger.partner.commands.settlements import SettlementCommands


class Partners(
    AgreementCommands, BudgetCommands, PaymentCommands, SettlementCommands, MergerCommands
):
    """`ledger.partners`. All but `join` may raise NotFound."""
