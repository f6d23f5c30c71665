"""What a student keeps of the promotion of its class."""

from uuid import UUID

from ledger.dated import Since


class Membership(Since, kw_only=True):
    """Which stay it was about, where to, and the outcome that was recorded with it."""

    enrolment_id: UUID
    to_stage: str
    outcome_id: UUID | None
