"""Webhooks: who is to be told of which events, at which address, signed with which secret."""

from ledger.webhook.commands import Webhooks
from ledger.webhook.webhook import Webhook

__all__ = ["Webhook", "Webhooks"]
