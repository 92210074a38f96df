"""Article -> the actors it names, each resolved within the report and to the actor book.

    sentence -> words -> segments (names, countries, agents) -> groups ("Mali's military leader") -> dossier -> Mention

`find_mentions` reads a report, `code_actor` a bare phrase, `plover_code` writes a mention in PLOVER.
"""

from __future__ import annotations

from dateline.reading.actors.coding import code_actor
from dateline.reading.actors.reading import find_mentions
from dateline.reading.actors.sectors import plover_code

__all__ = ["code_actor", "find_mentions", "plover_code"]
