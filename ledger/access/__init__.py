"""Access: who may sign in, as what and where, as events."""

from ledger.access.access import Access, Grant, Key
from ledger.access.commands import Accesses, access_id
from ledger.scope import Scope

__all__ = ["Access", "Accesses", "Grant", "Key", "Scope", "access_id"]
