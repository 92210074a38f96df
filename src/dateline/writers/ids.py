"""Ids that are the same wherever the same thing is written: UUIDs of version 5 in Dateline's own namespace."""

from __future__ import annotations

from uuid import UUID, uuid5

NAMESPACE = UUID("5f0a3a2e-0c1b-4b63-9d0e-2f6f6f1f7a41")  # made once, at random; never changes


def name_uuid(*parts: str) -> UUID:
    """The id of what these parts name."""
    return uuid5(NAMESPACE, "\x1f".join(parts))
