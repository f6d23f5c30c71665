"""Commands on specialists: register them, record what they are and where they work, and take it back."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from ledger import required
from ledger.institution import Institution
from ledger.sealed import Sealed
from ledger.specialist.specialist import Specialist

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded


class Specialists:
    """`ledger.specialists`. All but `register` may raise NotFound; names are sealed under the specialist's key."""

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def register(self, *, specialist_id: UUID, name: str, occurred_on: date) -> "Recorded":
        """IdTaken, TextMissing."""
        return self._ledger.create(
            Specialist,
            specialist_id,
            lambda: Specialist.register(
                specialist_id, name=self._sealed(specialist_id, name), occurred_on=occurred_on
            ),
        )

    def correct_name(self, *, specialist_id: UUID, name: str, occurred_on: date) -> "Recorded":
        """TextMissing, ReasonMissing."""
        return self._change(
            specialist_id,
            lambda specialist: specialist.correct_name(
                name=self._sealed(specialist_id, name), occurred_on=occurred_on
            ),
        )

    def qualify(
        self,
        *,
        specialist_id: UUID,
        qualification_id: UUID,
        kind: str,
        valid_from: date,
        valid_until: date | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """To act as one of a kind of specialist; IdTaken, UnknownCode, PeriodReversed."""
        return self._change(
            specialist_id,
            lambda specialist: specialist.qualify(
                qualification_id,
                kind=kind,
                valid_from=valid_from,
                valid_until=valid_until,
                occurred_on=occurred_on,
            ),
            made=qualification_id,
        )

    def void_qualification(
        self, *, specialist_id: UUID, qualification_id: UUID, occurred_on: date
    ) -> "Recorded":
        """AlreadyVoided, ReasonMissing."""
        return self._change(
            specialist_id,
            lambda specialist: specialist.void_qualification(
                qualification_id, occurred_on=occurred_on
            ),
        )

    def attach_to_institution(
        self,
        *,
        specialist_id: UUID,
        attachment_id: UUID,
        institution_id: UUID,
        last_day: date | None = None,
        occurred_on: date,
    ) -> "Recorded":
        """From `occurred_on` on, until `last_day` if they have left since.

        IdTaken, PeriodReversed, SpecialistAlreadyAttached, SpecialistAttachedLater; NotFound, of the institution too.
        """

        def decide(specialist: Specialist) -> None:
            institution = self._ledger.reference(Institution, institution_id)
            specialist.attach_to_institution(
                attachment_id,
                institution_id=institution.id,
                occurred_on=occurred_on,
                last_day=last_day,
            )

        return self._change(specialist_id, decide, made=attachment_id)

    def void_attachment(
        self, *, specialist_id: UUID, attachment_id: UUID, occurred_on: date
    ) -> "Recorded":
        """AlreadyVoided, ReasonMissing."""
        return self._change(
            specialist_id,
            lambda specialist: specialist.void_attachment(attachment_id, occurred_on=occurred_on),
        )

    def leave(self, *, specialist_id: UUID, attachment_id: UUID, occurred_on: date) -> "Recorded":
        """`occurred_on` is the last day; AlreadyVoided, AlreadyEnded, PeriodReversed."""
        return self._change(
            specialist_id,
            lambda specialist: specialist.leave(attachment_id, occurred_on=occurred_on),
        )

    def void_leaving(
        self, *, specialist_id: UUID, attachment_id: UUID, occurred_on: date
    ) -> "Recorded":
        """AlreadyVoided, NotEnded, SpecialistAttachedLater, ReasonMissing."""
        return self._change(
            specialist_id,
            lambda specialist: specialist.void_leaving(attachment_id, occurred_on=occurred_on),
        )

    def _sealed(self, specialist_id: UUID, name: str) -> Sealed:
        return self._ledger.keys.seal(specialist_id, "care", required.text("name", name))

    def _change(
        self, specialist_id: UUID, decide: Callable[[Specialist], None], made: UUID | None = None
    ) -> "Recorded":
        return self._ledger.change(Specialist, specialist_id, decide, made=made)
