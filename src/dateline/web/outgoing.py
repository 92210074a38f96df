"""What leaves the desk as files, made in the working process: documents, tables, feeds; None where nothing is found."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from dateline import run
from dateline.records import Channel
from dateline.store import Store
from dateline.writers.exports import FORMS
from dateline.writers.feeds import write_atom, write_json_feed
from dateline.writers.forms import DOCUMENT_WRITERS, WRITERS

FEED_WRITERS: Mapping[str, Callable[[Channel], str]] = {"atom": write_atom, "json": write_json_feed}


def write_document(store: Store, *, about: str, as_of: datetime, form: str, length: str, language: str) -> bytes | None:
    """The brief as a document."""
    brief = run.write_brief(store, about, as_of, length, language=language)
    if brief is None:
        return None
    return DOCUMENT_WRITERS[form](brief) if form in DOCUMENT_WRITERS else WRITERS[form](brief).encode("utf-8")


def write_export(store: Store, *, about: str, as_of: datetime, what: str, form: str) -> bytes | None:
    """A table, or all that the form holds."""
    chosen = FORMS[form]
    names = chosen.tables if chosen.takes_all else (chosen.tables[0] if what == "all" else what,)
    found = run.export(store, about, as_of, names)
    return None if found is None or not found.sheets else b"".join(chosen.write(found))


def write_feed(
    store: Store, *, about: str, as_of: datetime, what: str, form: str, base: str, path: str
) -> bytes | None:
    """A feed with its own address in it."""
    addresses = run.Addresses(
        home=base + path, feed=f"{base}{path}/feed/{what}.{form}", brief=f"{base}/versions/{{version}}"
    )
    channel = run.CHANNELS[what](store, about, as_of, addresses=addresses)
    return None if channel is None else FEED_WRITERS[form](channel).encode("utf-8")
