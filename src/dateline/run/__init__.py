"""The wiring, a module for each thing that is done. Read this first.

    importing   path -> records | pages | failures -> store                (batches, one transaction each)
    fetching    feeds that are due -> answers -> items -> pages -> reports (answers land as they come)
    extracting  kept pages that this extractor has not read -> reports
    reading     articles -> sentences, mentions, places, dates, statements, events; sentences -> their class (filters)
    subscribing addresses, OPML, registry -> feeds, and how they stand
    briefing    question or situation, moment
                  -> view as of the moment -> candidate articles -> those that belong
                  -> readings (kept in the store; only the missing ones are made)
                  -> turning points, episodes, findings from data rows
                  -> brief: sections -> sentences -> check

Stages are pure; only this package brings store, clock, network and stages together.
"""

from __future__ import annotations

from dateline.run.briefing import (
    Selection,
    broken_output,
    find_situation,
    made_by,
    near_situations,
    read_situation,
    require_situation,
    select,
    write_brief,
)
from dateline.run.extracting import AgainCounts, count_pending, extract_again
from dateline.run.fetching import ADDRESSES, LOCK, fetch, queue_addresses, seconds_until_due
from dateline.run.filtering import extract_paths, read_addresses
from dateline.run.importing import ImportCounts, add_counts, import_measures, import_path
from dateline.run.manners import make_policy
from dateline.run.reading import TASKS, classify_stream, read_stream, read_text
from dateline.run.reading_lines import write_reading
from dateline.run.rounds import FetchCounts
from dateline.run.subscribing import (
    add_feeds,
    check_health,
    feeds_of_opml,
    feeds_of_outlet,
    look_for_feeds,
    make_feed,
    require_feed,
    to_subscriptions,
    try_feeds,
)

__all__ = [
    "ADDRESSES",
    "LOCK",
    "TASKS",
    "AgainCounts",
    "FetchCounts",
    "ImportCounts",
    "Selection",
    "add_counts",
    "add_feeds",
    "broken_output",
    "check_health",
    "classify_stream",
    "count_pending",
    "extract_again",
    "extract_paths",
    "feeds_of_opml",
    "feeds_of_outlet",
    "fetch",
    "find_situation",
    "import_measures",
    "import_path",
    "look_for_feeds",
    "made_by",
    "make_feed",
    "make_policy",
    "near_situations",
    "queue_addresses",
    "read_addresses",
    "read_situation",
    "read_stream",
    "read_text",
    "require_feed",
    "require_situation",
    "seconds_until_due",
    "select",
    "to_subscriptions",
    "try_feeds",
    "write_brief",
    "write_reading",
]
