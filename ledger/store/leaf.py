"""The leaf of the log's Merkle tree: what SQL's leaf_hash computes, for whoever has no database."""

import hashlib
import json
from datetime import UTC, datetime
from uuid import UUID


def leaf_entry(
    position: int,
    originator_id: UUID,
    originator_version: int,
    topic: str,
    recorded_at: datetime,
    state: bytes,
) -> bytes:
    """What is hashed: canonical JSON (RFC 8785) that speaks of the state by its digest only."""
    entry = {
        "position": position,
        "recorded_at": recorded_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "sha256": hashlib.sha256(state).hexdigest(),
        "stream": str(originator_id),
        "topic": topic,
        "version": originator_version,
    }
    return json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def leaf_hash(
    position: int,
    originator_id: UUID,
    originator_version: int,
    topic: str,
    recorded_at: datetime,
    state: bytes,
) -> bytes:
    """SHA-256 of an RFC 6962 leaf: a zero byte, then the entry. 32 bytes."""
    entry = leaf_entry(position, originator_id, originator_version, topic, recorded_at, state)
    return hashlib.sha256(b"\x00" + entry).digest()
