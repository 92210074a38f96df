"""What is found, as JSON: one form for `--json`, the API and MCP.

The brief has its own form in codec.py, since it is documented and stable (docs/brief-json.md); a reading in
run/reading_lines.py, an audit in writers/audit.py.
"""

from __future__ import annotations

from dateline.wire.corrections import write_logged
from dateline.wire.dossiers import write_actor, write_cover, write_place, write_source
from dateline.wire.feeds import write_feed, write_health
from dateline.wire.measures import write_claim_test, write_measured
from dateline.wire.relations import (
    list_bond_claims,
    list_steps,
    write_bond,
    write_course,
    write_handover,
    write_related,
    write_spread,
)
from dateline.wire.reports import write_report, write_stats
from dateline.wire.searches import write_results, write_tally
from dateline.wire.situations import write_overview, write_situation, write_situation_line, write_suggestion
from dateline.wire.stories import write_shown, write_story
from dateline.wire.timelines import is_telling, write_background, write_entry, write_episode
from dateline.wire.versions import write_change, write_difference, write_version

__all__ = [
    "is_telling",
    "list_bond_claims",
    "list_steps",
    "write_actor",
    "write_background",
    "write_bond",
    "write_change",
    "write_claim_test",
    "write_course",
    "write_cover",
    "write_difference",
    "write_entry",
    "write_episode",
    "write_feed",
    "write_handover",
    "write_health",
    "write_logged",
    "write_measured",
    "write_overview",
    "write_place",
    "write_related",
    "write_report",
    "write_results",
    "write_shown",
    "write_situation",
    "write_situation_line",
    "write_source",
    "write_spread",
    "write_stats",
    "write_story",
    "write_suggestion",
    "write_tally",
    "write_version",
]
