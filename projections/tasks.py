"""What the worklists have in common: items that are to be done, done, and to be done again."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from projections.projection import At, Projection
from projections.versions import Versions
from projections.worklist_rows import NOTHING_MORE, Item, Where, turned

ItemKey = tuple[UUID, str, UUID, int, str]


class Tasks(Projection):
    """The base of one theme's tasks: a further kind of work is a further subclass, listed in `Worklists`."""

    items = Versions(
        Item, key=("stream_id", "kind", "item_id", "part", "who"), by=lambda _event: None
    )

    def arise(self, key: ItemKey, days: list[date], where: Where, at: At, **about: Any) -> None:
        """The item, which there was not before, is to be done on these days, the first of them, the third …"""
        stream_id, kind, item_id, part, who = key
        self.items.add_new(
            Item(
                **{"student_id": stream_id, "position": at.position, **NOTHING_MORE, **about},
                **where._asdict(),
                **turned(days),
                stream_id=stream_id,
                kind=kind,
                item_id=item_id,
                part=part,
                who=who,
                known_from=at.position,
            )
        )

    def keep(self, key: ItemKey, days: list[date], where: Where, at: At, **about: Any) -> None:
        """The item is to be done on these days, whether there was one or not; without any it never was."""
        before = self.items.known(*key)
        if before is None:
            if days:
                self.arise(key, days, where, at, **about)
        elif not days:
            self.items.withdraw(*key, at=at)
        else:
            after = where._asdict() | turned(days)
            if any(getattr(before, name) != value for name, value in after.items()):
                self.items.revise(*key, at=at, **after)

    def turn(self, key: ItemKey, day: date, at: At, *, done: bool) -> None:
        """From that day on the item is done, or to be done again; nothing if it is so already."""
        item = self.items.known(*key)
        if item and (len(item.days) % 2 == 1) == done:
            self.items.revise(*key, at=at, **turned([*item.days, day]))
