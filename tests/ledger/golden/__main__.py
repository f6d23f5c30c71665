"""Write the golden files that are missing; those that stand are never touched."""

import msgspec

from ledger.events import EVENTS
from tests.ledger import golden
from tests.samples import sample_event

for cls in EVENTS.values():
    path = golden.file(cls, cls.CLASS_VERSION)
    if not path.exists():
        path.write_bytes(msgspec.json.encode(sample_event(cls)))
