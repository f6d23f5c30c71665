"""What several commands hold, taken by one append: in as few steps as come out as if each had been alone."""

from collections.abc import Iterable

from ledger.store.holds import Holds

_NAMES = Holds.__struct_fields__


def steps(held: Iterable[tuple[Holds, bool]]) -> list[Holds]:
    """The holds of one command after the other, each with whether it begins a stream, as few holds.

    Within one of them giving back comes first. So a new one begins where a command gives back what one before
    it might have been refused for.
    """
    done: list[Holds] = []
    step = _Step()
    for holds, begins in held:
        if step.must_come_before(holds, begins=begins):
            done.append(step.holds)
            step = _Step()
        step.add(holds)
    return [*done, step.holds]


class _Step:
    """Holds that grow."""

    def __init__(self) -> None:
        self.lists: dict[str, list[object]] = {name: [] for name in _NAMES}

    def add(self, holds: Holds) -> None:
        """Take in the holds of one more command."""
        for name, more in holds.named().items():
            self.lists[name] += more

    @property
    def holds(self) -> Holds:
        """All of it."""
        return Holds(**{name: tuple(each) for name, each in self.lists.items()})  # type: ignore[arg-type]

    def must_come_before(self, holds: Holds, *, begins: bool) -> bool:
        """Whether it matters that this was held before those are given back, or limited anew."""
        mine = self.lists
        return bool(
            (holds.unbook and mine["book"])
            or (holds.uncover and mine["cover"])
            or (holds.release and mine["reserve"])
            or (holds.unshare and mine["share"])
            # Who is new had no code to give up.
            or (holds.codes and mine["codes"] and not begins)
            or (holds.limits and (mine["limits"] or mine["spend"]))
            or (mine["spend"] and any(each.amount < 0 for each in holds.spend))
        )
