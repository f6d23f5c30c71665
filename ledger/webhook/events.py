"""What may happen to a webhook: subscribed, retargeted, its secret rotated, paused, resumed, tried, resent, ended."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from ledger.aggregate import Birth
from ledger.fact import Fact
from ledger.scope import Scope
from ledger.sealed import Sealed
from ledger.text import Listed, Written

if TYPE_CHECKING:
    from ledger.webhook.webhook import Webhook

Url = Annotated[str, Written("URL", "https://hooks.example.lv/pumpurs")]
Topic = Annotated[str, Written("topic of an event", "student.consultation_recorded")]


class Subscribed(Birth):
    """From now on an address is told of events; to tell another part of the log, end it and subscribe anew."""

    TOPIC = "webhook.subscribed"
    url: Url
    topics: tuple[Topic, ...]
    """Of which events it is told; none stands for all."""
    scopes: tuple[Scope, ...]
    """Whose events it is told of: of who subscribed, as it was granted then."""
    access_id: UUID | None
    """The access of who subscribed: what that may not see any more, the webhook is not told of."""
    description: str | None
    secret: Sealed
    """What messages are signed with."""


class Retargeted(Fact):
    """Messages go to another address from now on; one given wrongly is replaced by the right one."""

    TOPIC = "webhook.retargeted"
    url: Url

    def apply(self, webhook: "Webhook") -> None:
        webhook.url = self.url


class SecretRotated(Fact):
    """Messages are signed with a new secret, and for a while with the former one as well."""

    TOPIC = "webhook.secret_rotated"
    secret: Sealed
    former_until: datetime

    def apply(self, webhook: "Webhook") -> None:
        webhook.former, webhook.former_until = webhook.secret, self.former_until
        webhook.secret = self.secret


class Paused(Fact):
    """Nothing is sent until it is resumed; nothing is lost meanwhile."""

    TOPIC = "webhook.paused"
    cause: Annotated[str, Listed("webhook_pause")]

    def apply(self, webhook: "Webhook") -> None:
        webhook.paused = self.cause


class Resumed(Fact):
    """It goes on from where it was paused."""

    TOPIC = "webhook.resumed"

    def apply(self, webhook: "Webhook") -> None:
        webhook.paused = None


class Tested(Fact):
    """Somebody asked for a message to try it with: this event is the message, whatever the webhook is told of."""

    TOPIC = "webhook.tested"

    def apply(self, webhook: "Webhook") -> None:
        """Nothing changes."""


class DeliveryResent(Fact):
    """Dead letters are to be sent once more."""

    TOPIC = "webhook.delivery_resent"
    letter: int | None
    """The position of the event that it tells of; null for all that are dead by now."""

    def apply(self, webhook: "Webhook") -> None:
        """Nothing changes."""


class Ended(Fact):
    """Nothing more is sent."""

    TOPIC = "webhook.ended"

    def apply(self, webhook: "Webhook") -> None:
        webhook.ended_on = self.occurred_on


class EndVoided(Fact):
    """It had been ended wrongly: it goes on from where it was."""

    TOPIC = "webhook.end_voided"

    def apply(self, webhook: "Webhook") -> None:
        webhook.ended_on = None
