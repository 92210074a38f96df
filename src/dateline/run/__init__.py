"""The wiring, a module for each thing that is done. Read this first.

    importing   path -> records | pages | failures -> store                (batches, one transaction each)
    fetching    feeds that are due -> answers -> items -> pages -> reports (answers land as they come)
    extracting  kept pages that this extractor has not read -> reports
    reading     articles -> sentences, mentions, places, dates, statements, events; sentences -> their class (filters)
    grouping    articles in order -> copies, stories, threads (clustering: the filters for it)
    chronicling articles -> sentences with the days they name -> timeline, background
    preparing   reports that were not read yet -> readings, kept, so that no question waits for them
    relating    readings -> relations between actors, their changes; pairs month by month; where events spread
    alerting    rules, moment -> what fired, kept once; digesting: what changed in situations since a moment
    delivering  what waits to be sent -> mail server, webhooks; scheduling: both when they are due
    directing   the last sixty days -> which way a situation goes, with the counts that say so
    showing     a report with its reading
    marking     the stream of reports: new, read, saved
    kept        readings from the store, with what users said of actors and places laid over them
    correcting  report, words -> whom they stand for, which place they name; logbook: all decisions, in words
    undoing     a decision of any kind taken back, by its number
    deciding    what a user keeps and rejects -> the reports of a situation
    measuring   rows of data on a situation's countries -> series, and what they tell
    glancing    a situation in the least that tells how it stands
    overview    a situation in one look; suggesting: stories -> situations that nobody defined yet
    phrasing    a brief's parts -> a language model -> the checker -> what may stand in their place
    subscribing addresses, OPML, registry -> feeds, and how they stand
    auditing    anyone's text -> claims -> the reports that may tell of each -> verdicts
    checking    claim, documents -> verdict with the words that decide (a filter)
    briefing    question or situation, moment
                  -> view as of the moment -> candidate articles -> those that belong
                  -> readings (kept in the store; only the missing ones are made)
                  -> turning points, episodes, findings from data rows
                  -> brief: sections -> sentences -> check
    exporting   question or situation, moment -> tables with the evidence of each row, for other programs
    syndicating question or situation, moment -> its briefs, reports or stories as a feed for feed readers
    searching   a query, a moment -> reports, ranked, with counts by outlet, actor, place, month (tallies, cursors)
    filing      readings that are kept already -> the headings that reports are found under
    saved       searches with a name -> kept, run, made into situations
    dossiers    an actor or a place, a moment -> what is known of it (deeds: what its latest reports tell)
    outlets     an outlet or a feed, a moment -> what it brings, what of it is its own, whether it is well
    covering    a situation, a moment -> who reports on it, and who went silent
    versions    a brief -> kept under a digest of all that is in it; two of them -> what changed

Stages are pure; only this package brings store, clock, network and stages together.
"""

from __future__ import annotations

from dateline.briefs import LENGTHS
from dateline.editions import EDITIONS
from dateline.run.alerting import Wish, check_alerts, find_rule, list_news, make_rule
from dateline.run.auditing import audit_text, read_documents
from dateline.run.briefing import (
    Selection,
    broken_output,
    find_situation,
    made_by,
    near_situations,
    read_situation,
    require_situation,
    select,
    understand,
    write_brief,
)
from dateline.run.checking import check_claim, check_stream, write_check
from dateline.run.chronicling import chronicle, list_episodes, summarise, tell_lines
from dateline.run.clustering import Reason, explain_pair, find_links, group, group_threads, write_stories
from dateline.run.correcting import Worded, correct_actor, correct_place, list_words, look_up_actors, look_up_places
from dateline.run.covering import Cover, OutletCover, cover
from dateline.run.deciding import decide, list_decisions, undo_decision
from dateline.run.deeds import Act, Remark, Side
from dateline.run.delivering import Channels, DeliveryCounts, deliver, make_channels, queue_digest
from dateline.run.digesting import find_since, write_digest
from dateline.run.directing import tell_direction
from dateline.run.dossiers import (
    ActorDossier,
    Near,
    PlaceDossier,
    Role,
    find_actors,
    find_places,
    read_actor,
    read_place,
)
from dateline.run.exporting import export
from dateline.run.extracting import AgainCounts, count_pending, extract_again
from dateline.run.fetching import ADDRESSES, LOCK, fetch, queue_addresses, seconds_until_due
from dateline.run.filing import file_ahead
from dateline.run.filtering import extract_paths, read_addresses
from dateline.run.glancing import Glance, glance
from dateline.run.importing import ImportCounts, add_counts, import_measures, import_path
from dateline.run.kept import get_kept, read_kept
from dateline.run.logbook import Logged, list_log
from dateline.run.manners import make_policy
from dateline.run.marking import list_stream, mark
from dateline.run.measuring import Measured, measure
from dateline.run.outlets import FeedReport, FirstTold, SourceDossier, find_sources, read_source
from dateline.run.overview import Overview, survey
from dateline.run.phrasing import phrase
from dateline.run.preparing import ReadCounts, read_ahead
from dateline.run.reading import TASKS, classify_stream, read_stream, read_text
from dateline.run.reading_lines import write_reading
from dateline.run.relating import Related, follow, locate, relate, trace
from dateline.run.rounds import FetchCounts
from dateline.run.saved import make_situation, remove_search, require_search, save_search
from dateline.run.scheduling import (
    ScheduledCounts,
    do_scheduled,
    hold_sending,
    make_schedules,
    seconds_until_scheduled,
)
from dateline.run.searching import Hit, Results, complete, search
from dateline.run.showing import find_report, show_report
from dateline.run.stories import Report, Shown, find_story_of, list_corrections, list_stories, show_story
from dateline.run.stories import merge as merge_stories
from dateline.run.stories import pin as pin_report
from dateline.run.stories import rename as rename_story
from dateline.run.stories import split as split_story
from dateline.run.stories import undo as undo_correction
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
from dateline.run.suggesting import suggest
from dateline.run.syndicating import (
    CHANNELS,
    Addresses,
    make_brief_channel,
    make_report_channel,
    make_search_channel,
    make_story_channel,
)
from dateline.run.tallies import Tally
from dateline.run.undoing import take_back as undo
from dateline.run.updating import StoryCounts, update_stories
from dateline.run.versions import compare, find_last, find_version, keep_brief, list_versions
from dateline.schedules import Schedule
from dateline.search import Snippet, parse_query, write_query
from dateline.situations import (
    Suggestion,
    Wanted,
    is_over_by,
    measure_confidence,
    tell_bond,
    tell_state,
    write_background,
    write_timeline,
)

__all__ = [
    "ADDRESSES",
    "CHANNELS",
    "EDITIONS",
    "LENGTHS",
    "LOCK",
    "TASKS",
    "Act",
    "ActorDossier",
    "Addresses",
    "AgainCounts",
    "Channels",
    "Cover",
    "DeliveryCounts",
    "FeedReport",
    "FetchCounts",
    "FirstTold",
    "Glance",
    "Hit",
    "ImportCounts",
    "Logged",
    "Measured",
    "Near",
    "OutletCover",
    "Overview",
    "PlaceDossier",
    "ReadCounts",
    "Reason",
    "Related",
    "Remark",
    "Report",
    "Results",
    "Role",
    "Schedule",
    "ScheduledCounts",
    "Selection",
    "Shown",
    "Side",
    "Snippet",
    "SourceDossier",
    "StoryCounts",
    "Suggestion",
    "Tally",
    "Wanted",
    "Wish",
    "Worded",
    "add_counts",
    "add_feeds",
    "audit_text",
    "broken_output",
    "check_alerts",
    "check_claim",
    "check_health",
    "check_stream",
    "chronicle",
    "classify_stream",
    "compare",
    "complete",
    "correct_actor",
    "correct_place",
    "count_pending",
    "cover",
    "decide",
    "deliver",
    "do_scheduled",
    "explain_pair",
    "export",
    "extract_again",
    "extract_paths",
    "feeds_of_opml",
    "feeds_of_outlet",
    "fetch",
    "file_ahead",
    "find_actors",
    "find_last",
    "find_links",
    "find_places",
    "find_report",
    "find_rule",
    "find_since",
    "find_situation",
    "find_sources",
    "find_story_of",
    "find_version",
    "follow",
    "get_kept",
    "glance",
    "group",
    "group_threads",
    "hold_sending",
    "import_measures",
    "import_path",
    "is_over_by",
    "keep_brief",
    "list_corrections",
    "list_decisions",
    "list_episodes",
    "list_log",
    "list_news",
    "list_stories",
    "list_stream",
    "list_versions",
    "list_words",
    "locate",
    "look_for_feeds",
    "look_up_actors",
    "look_up_places",
    "made_by",
    "make_brief_channel",
    "make_channels",
    "make_feed",
    "make_policy",
    "make_report_channel",
    "make_rule",
    "make_schedules",
    "make_search_channel",
    "make_situation",
    "make_story_channel",
    "mark",
    "measure",
    "measure_confidence",
    "merge_stories",
    "near_situations",
    "parse_query",
    "phrase",
    "pin_report",
    "queue_addresses",
    "queue_digest",
    "read_actor",
    "read_addresses",
    "read_ahead",
    "read_documents",
    "read_kept",
    "read_place",
    "read_situation",
    "read_source",
    "read_stream",
    "read_text",
    "relate",
    "remove_search",
    "rename_story",
    "require_feed",
    "require_search",
    "require_situation",
    "save_search",
    "search",
    "seconds_until_due",
    "seconds_until_scheduled",
    "select",
    "show_report",
    "show_story",
    "split_story",
    "suggest",
    "summarise",
    "survey",
    "tell_bond",
    "tell_direction",
    "tell_lines",
    "tell_state",
    "to_subscriptions",
    "trace",
    "try_claims",
    "try_feeds",
    "try_text",
    "understand",
    "undo",
    "undo_correction",
    "undo_decision",
    "update_stories",
    "write_background",
    "write_brief",
    "write_check",
    "write_digest",
    "write_query",
    "write_reading",
    "write_stories",
    "write_timeline",
]
from dateline.run.trying import try_claims, try_text
