"""Every public name has a reason: it is something that a user does, or what doing it gives or raises."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import typing
from collections.abc import Iterator
from typing import Any

import pytest

import dateline
from dateline import errors

WHY = {
    "open_store": "everything begins with a store",
    "import_path": "brings reports in",
    "import_measures": "brings rows of data in",
    "read_ahead": "reads what was not read yet, so that no question waits for it",
    "update_stories": "puts reports into stories; questions do not do so by themselves",
    "write_brief": "the brief",
    "brief_to_dict": "the stable JSON form of a brief",
    "article_to_dict": "the JSON form of a report",
    "keep_brief": "keeps a version",
    "list_versions": "the versions that were kept",
    "find_version": "a version as it was",
    "compare": "what changed between two",
    "read_situation": "a definition from a file",
    "find_situation": "a definition that is kept",
    "near_situations": "what a misspelt name was perhaps meant to be",
    "select": "the reports of a situation",
    "survey": "a situation in one look",
    "suggest": "situations that nobody defined yet",
    "chronicle": "the timeline",
    "summarise": "the background",
    "list_episodes": "what began and went on",
    "tell_state": "whether an episode goes on, on a day",
    "relate": "who stands how to whom",
    "tell_bond": "whether a relation goes on, on a day",
    "measure_confidence": "how sure a relation is",
    "follow": "pairs month by month",
    "trace": "where a situation spreads",
    "list_stories": "the latest stories",
    "show_story": "one story with its reasons",
    "merge_stories": "corrects a story",
    "split_story": "corrects a story",
    "pin_report": "corrects a story",
    "list_corrections": "what was corrected",
    "undo_correction": "takes a correction back",
    "decide": "keeps reports in a situation, or rejects them",
    "list_decisions": "what was kept and rejected",
    "undo_decision": "takes a decision back",
    "audit_text": "a text held against the reports",
    "check_claim": "a sentence held against articles",
    "list_stream": "every report, the latest first",
    "mark": "marks reports as read or saved",
    "find_report": "one report",
    "show_report": "one report with everything that was read in it",
    "check_health": "how the feeds are",
    "parse_query": "a search as it is typed",
    "search_reports": "the reports that a search asks for",
    "find_actors": "whom a name stands for",
    "find_places": "which places have a name",
    "read_actor": "what is known of an actor",
    "read_place": "what is known of a place",
    "read_source": "what is known of an outlet or a feed",
    "cover": "who reports on a situation",
    "tell_direction": "which way a situation went",
    "measure": "what is measured in a situation's countries",
    "try_claims": "what the figures say to the claims of reports",
    "try_text": "what the figures say to a claim of one's own",
    "export": "what is known as tables, to be written by dateline.writers",
    "list_log": "everything that was decided, in words",
    "correct_actor": "says whom words of a report stand for",
    "correct_place": "says which place words of a report name",
    "undo": "takes a decision of any kind back",
    "parse_as_of": "a moment as the commands take it",
}
TAKEN = {
    "Wanted": "what chronicle is asked for",
    "View": "what list_stories and show_story look through: store.view(moment)",
    "StoreStats": "what store.get_stats() gives",
    "__version__": "which Dateline this is",
}


def public(name: str) -> Any:
    return getattr(dateline, name)


FUNCTIONS = [name for name in dateline.__all__ if inspect.isfunction(public(name))]


def test_every_function_has_a_reason() -> None:
    assert set(FUNCTIONS) == set(WHY)


def find_classes(hint: Any) -> Iterator[type]:
    """Dateline's own classes in a type."""
    for part in typing.get_args(hint):
        yield from find_classes(part)
    if inspect.isclass(hint) and hint.__module__.startswith("dateline"):
        yield hint


def reach(start: Iterator[type]) -> set[type]:
    """The classes, and those of all their fields."""
    found: set[type] = set()
    todo = list(start)
    while todo:
        one = todo.pop()
        if one in found:
            continue
        found.add(one)
        if dataclasses.is_dataclass(one):
            hints = typing.get_type_hints(one)
            todo += [inner for field in dataclasses.fields(one) for inner in find_classes(hints[field.name])]
    return found


def is_named(one: type) -> bool:
    """Whether users have a use for its name: records and choices do, what only works inside does not."""
    return issubclass(one, enum.Enum) or dataclasses.is_dataclass(one)


INSIDE = {
    "Relevance": "how a selection tells what belongs; users have its reports",
    "Mapping": "columns of another tool's files; the settings make it",
    "Sighting": "a story of a suggestion, which is read and never made",
    "RegistryOutlet": "what the registry knows of an outlet, which is read and never made",
    "RegistryFeed": "the same of a feed",
    "SitemapPart": "how a sitemap is asked again",
}


def test_every_record_that_is_given_is_public_and_no_other() -> None:
    hints = [typing.get_type_hints(public(name)) for name in FUNCTIONS]
    given = reach(iter([one for hint in hints for part in hint.values() for one in find_classes(part)]))
    named = {one.__name__ for one in given if is_named(one)} - set(INSIDE)
    classes = {name for name in dateline.__all__ if inspect.isclass(public(name))}
    records = {name for name in classes if is_named(public(name))}
    assert named - records == set()
    assert records - named == {"StoreStats"}
    assert classes - records == {name for name in classes if issubclass(public(name), Exception)} | {"Store", "View"}


def test_every_error_is_public() -> None:
    raised = {name for name, one in vars(errors).items() if inspect.isclass(one) and one.__module__ == errors.__name__}
    assert raised <= set(dateline.__all__)


def test_all_that_is_left_has_a_reason() -> None:
    others = set(dateline.__all__) - set(FUNCTIONS)
    assert {name for name in others if not inspect.isclass(public(name))} == {"__version__"}
    assert set(TAKEN) <= others


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_says_what_it_takes_and_gives(name: str) -> None:
    hints = typing.get_type_hints(public(name))
    assert set(hints) == {*inspect.signature(public(name)).parameters, "return"}
    assert len(inspect.getdoc(public(name)) or "") > 20
