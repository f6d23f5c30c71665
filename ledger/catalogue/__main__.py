"""Write the pages below a folder: `python -m ledger.catalogue docs`; without one, print the index."""

import sys
from pathlib import Path

from ledger.catalogue import pages

match sys.argv[1:]:
    case [folder]:
        (Path(folder) / "events").mkdir(exist_ok=True)
        for place, text in pages().items():
            (Path(folder) / place).write_text(text, "utf-8")
    case _:
        sys.stdout.write(pages()["events.md"])
        sys.stderr.write("Only the index: `python -m ledger.catalogue docs` writes all pages.\n")
