"""Commands on the operation: open it, set its rules, withdraw them."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from ledger.errors import IdTaken
from ledger.operation.errors import OperationAlreadyOpen
from ledger.operation.operation import OPERATION_ID, Operation
from ledger.operation.rules import DIRECT_PERSONNEL, Setting, Shares

if TYPE_CHECKING:
    from ledger.application import Ledger, Recorded


class Operations:
    """`ledger.operations`: there is one operation, `OPERATION_ID`.

    Each rule comes with an id, the day from which it holds (`valid_from`), the document it stands in
    (`source`) and the day it was decided (`occurred_on`). All may raise IdTaken and TextMissing.
    """

    def __init__(self, ledger: "Ledger") -> None:
        self._ledger = ledger

    def open(
        self,
        *,
        number: str,
        name: str,
        first_day: date,
        last_day: date,
        source: str,
        occurred_on: date,
    ) -> "Recorded":
        """OperationAlreadyOpen, PeriodReversed."""

        def decide() -> Operation:
            return Operation.open(
                number=number,
                name=name,
                first_day=first_day,
                last_day=last_day,
                source=source,
                occurred_on=occurred_on,
            )

        try:
            return self._ledger.create(Operation, OPERATION_ID, decide)
        except IdTaken:
            raise OperationAlreadyOpen() from None

    def correct_opening(
        self,
        *,
        number: str,
        name: str,
        first_day: date,
        last_day: date,
        source: str,
        occurred_on: date,
    ) -> "Recorded":
        """ReasonMissing, PeriodReversed."""
        return self._change(
            lambda operation: operation.correct_opening(
                number=number,
                name=name,
                first_day=first_day,
                last_day=last_day,
                source=source,
                occurred_on=occurred_on,
            )
        )

    def extend_period(
        self, *, rule_id: UUID, last_day: date, source: str, occurred_on: date
    ) -> "Recorded":
        """NotAnExtension."""
        setting = Setting(rule_id, occurred_on, source, occurred_on)
        return self._set(
            rule_id, lambda operation: operation.extend_period(setting, last_day=last_day)
        )

    def set_budget(
        self, *, rule_id: UUID, total: Decimal, source: str, occurred_on: date
    ) -> "Recorded":
        """In euros; CofinancingNotSet, NotInCents, AmountNotPositive."""
        setting = Setting(rule_id, occurred_on, source, occurred_on)
        return self._set(rule_id, lambda operation: operation.set_budget(setting, total=total))

    def set_non_eligible_money(
        self, *, rule_id: UUID, up_to: Decimal, valid_from: date, source: str, occurred_on: date
    ) -> "Recorded":
        """In euros, at most so much of the state's own money beside the budget; NotInCents, AmountNotPositive."""
        setting = Setting(rule_id, valid_from, source, occurred_on)
        return self._set(
            rule_id, lambda operation: operation.set_non_eligible_money(setting, up_to=up_to)
        )

    def set_cofinancing(
        self, *, rule_id: UUID, shares: Shares, valid_from: date, source: str, occurred_on: date
    ) -> "Recorded":
        """SharesIncomplete."""
        setting = Setting(rule_id, valid_from, source, occurred_on)
        return self._set(
            rule_id, lambda operation: operation.set_cofinancing(setting, shares=shares)
        )

    def set_target_group(
        self,
        *,
        rule_id: UUID,
        stages: tuple[str, ...],
        valid_from: date,
        source: str,
        occurred_on: date,
    ) -> "Recorded":
        """UnknownCode."""
        setting = Setting(rule_id, valid_from, source, occurred_on)
        return self._set(
            rule_id, lambda operation: operation.set_target_group(setting, stages=stages)
        )

    def set_delivery_mode(
        self,
        *,
        rule_id: UUID,
        mode: str,
        valid_from: date,
        valid_until: date | None = None,
        source: str,
        occurred_on: date,
    ) -> "Recorded":
        """UnknownCode, PeriodReversed."""
        setting = Setting(rule_id, valid_from, source, occurred_on)
        return self._set(
            rule_id,
            lambda operation: operation.set_delivery_mode(
                setting, mode=mode, valid_until=valid_until
            ),
        )

    def set_rate(
        self,
        *,
        rule_id: UUID,
        specialist_kind: str,
        unit_cost: Decimal,
        hour: str,
        method_document: str,
        valid_from: date,
        valid_until: date | None = None,
        source: str,
        occurred_on: date,
    ) -> "Recorded":
        """Euros for one hour, clock or academic; the method document says how they were arrived at.

        UnknownCode, NotInCents, AmountNotPositive, PeriodReversed, GapInTime.
        """
        setting = Setting(rule_id, valid_from, source, occurred_on)
        return self._set(
            rule_id,
            lambda operation: operation.set_rate(
                setting,
                specialist_kind=specialist_kind,
                unit_cost=unit_cost,
                hour=hour,
                method_document=method_document,
                valid_until=valid_until,
            ),
        )

    def set_lump_sum(
        self,
        *,
        rule_id: UUID,
        kind: str,
        amount: Decimal,
        valid_from: date,
        valid_until: date | None = None,
        source: str,
        occurred_on: date,
    ) -> "Recorded":
        """Euros for one of its kind; UnknownCode, NotInCents, AmountNotPositive, PeriodReversed, GapInTime."""
        setting = Setting(rule_id, valid_from, source, occurred_on)
        return self._set(
            rule_id,
            lambda operation: operation.set_lump_sum(
                setting, kind=kind, amount=amount, valid_until=valid_until
            ),
        )

    def set_ceiling(
        self,
        *,
        rule_id: UUID,
        kind: str,
        period: str,
        amount: Decimal,
        valid_from: date,
        source: str,
        occurred_on: date,
    ) -> "Recorded":
        """Euros in a day, month or semester; UnknownCode, NotInCents, AmountNotPositive."""
        setting = Setting(rule_id, valid_from, source, occurred_on)
        return self._set(
            rule_id,
            lambda operation: operation.set_ceiling(
                setting, kind=kind, period=period, amount=amount
            ),
        )

    def set_flat_rate(
        self,
        *,
        rule_id: UUID,
        percent: Decimal,
        base: str = DIRECT_PERSONNEL,
        valid_from: date,
        valid_until: date | None = None,
        source: str,
        occurred_on: date,
    ) -> "Recorded":
        """Indirect costs in per cent of direct personnel costs; PercentInvalid, PeriodReversed, GapInTime."""
        setting = Setting(rule_id, valid_from, source, occurred_on)
        return self._set(
            rule_id,
            lambda operation: operation.set_flat_rate(
                setting, percent=percent, base=base, valid_until=valid_until
            ),
        )

    def allow_groups(
        self, *, rule_id: UUID, largest: int, valid_from: date, source: str, occurred_on: date
    ) -> "Recorded":
        """Of up to `largest` students; 1 ends it; GroupSizeInvalid."""
        setting = Setting(rule_id, valid_from, source, occurred_on)
        return self._set(
            rule_id, lambda operation: operation.allow_groups(setting, largest=largest)
        )

    def withdraw_rule(self, *, rule_id: UUID, occurred_on: date) -> "Recorded":
        """NotFound, AlreadyVoided, ReasonMissing, GapInTime."""
        return self._change(
            lambda operation: operation.withdraw_rule(rule_id, occurred_on=occurred_on)
        )

    def _change(self, decide: Callable[[Operation], None]) -> "Recorded":
        return self._ledger.change(Operation, OPERATION_ID, decide)

    def _set(self, rule_id: UUID, decide: Callable[[Operation], None]) -> "Recorded":
        return self._ledger.change(Operation, OPERATION_ID, decide, made=rule_id)
