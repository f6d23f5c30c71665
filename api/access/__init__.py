"""Who may do what: who sends a request, and the permit for what it asks. Nothing is served without one."""

from __future__ import annotations

from api.access.permit import Permit, Subject
from api.access.requests import admit, admit_again, on_behalf_of, permit, subject, surely

__all__ = [
    "Permit",
    "Subject",
    "admit",
    "admit_again",
    "on_behalf_of",
    "permit",
    "subject",
    "surely",
]
