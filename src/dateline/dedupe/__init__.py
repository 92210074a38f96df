"""Articles in the order they came -> links between copies (revisions, duplicates, syndicated text); origins."""

from __future__ import annotations

from dateline.dedupe.copies import MADE_BY, Copy, CopyFinder, sketch_article, to_known
from dateline.dedupe.origins import Witness, find_origins
from dateline.dedupe.sketches import Sketch

__all__ = ["MADE_BY", "Copy", "CopyFinder", "Sketch", "Witness", "find_origins", "sketch_article", "to_known"]
