"""A brief as JSON for other programs."""

from __future__ import annotations

from dateline.codec import brief_to_dict, encode_pretty
from dateline.records import Brief


def write_json(brief: Brief) -> str:
    """The brief in the form of `brief_to_dict`, indented, with a newline at its end."""
    return encode_pretty(brief_to_dict(brief)) + "\n"
