"""Lines put into the order in which they become known: on disk, a fortnight to a file; memory holds only one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import merge
from pathlib import Path

from api.nation.lines import Line

DAYS = 14
"""Of a fortnight; they are counted from the first of the calendar."""
_IN_MEMORY = 16 * 1024 * 1024


class Spool:
    """The lines of some parts of a nation, in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._held: defaultdict[tuple[int, int], list[bytes]] = defaultdict(list)
        self._size = 0
        self.fortnights: set[int] = set()
        """In which something becomes known."""
        self.count = 0

    def write(self, part: int, lines: Iterable[Line]) -> None:
        """Take in lines of a part, in any order."""
        for line in lines:
            fortnight = line.day // DAYS
            self.fortnights.add(fortnight)
            written = b"%06d %s %s\n" % (line.day, line.order.encode(), line.text)
            self._held[part, fortnight].append(written)
            self._size += len(written)
            self.count += 1
            if self._size > _IN_MEMORY:
                self.flush()

    def flush(self) -> None:
        """Keep nothing in memory."""
        for (part, fortnight), written in self._held.items():
            with self._file(part, fortnight).open("ab") as file:
                file.writelines(written)
        self._held.clear()
        self._size = 0

    def read(self, part: int, fortnight: int) -> list[Line]:
        """What of a part becomes known in a fortnight, in its order; then forgotten."""
        self.flush()
        file = self._file(part, fortnight)
        if not file.exists():
            return []
        with file.open("rb") as lines:
            found = sorted(_line(each) for each in lines)
        file.unlink()
        return found

    def merged(self, parts: Iterable[int], fortnight: int) -> Iterator[Line]:
        """What of several parts becomes known in a fortnight, in one order."""
        return merge(*(self.read(part, fortnight) for part in parts))

    def _file(self, part: int, fortnight: int) -> Path:
        return self._folder / f"{part}-{fortnight}"


def _line(written: bytes) -> Line:
    day, order, text = written[:-1].split(b" ", 2)
    return Line(int(day), order.decode(), text)
