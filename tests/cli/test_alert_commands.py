"""Rules, what they tell, directions and digests from the command line, and watching by a schedule."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dateline import config
from receiving import MailServer, Receiver

AS_OF = "2025-11-07"


def write_settings(store: Path, text: str) -> None:
    file = store / config.FILE_NAME
    file.write_text(f'store = "."\n{text}', encoding="utf-8")


def test_a_rule_fires_once_and_stays_in_the_log(dateline: Callable[..., Any], store: Path) -> None:
    """Added, listed, checked twice, logged, removed; the log outlives the rule."""
    options = ("alert", "add", "mali", "--kind", "search", "--what", "fuel blockade", "--days", 60)
    added = dateline("--store", store, *options, "--json")
    assert added.code == 0
    rule = added.json["rule"]
    again = dateline(
        "--store", store, "alert", "add", "mali", "--kind", "search", "--what", "fuel blockade", "--days", 60
    )
    assert "is there already" in again.out
    assert [one["rule"] for one in dateline("--store", store, "alert", "list", "--json").json] == [rule]
    first = dateline("--store", store, "alert", "check", "--as-of", AS_OF, "--json").json
    assert first["fired"]
    assert {one["rule"] for one in first["fired"]} == {rule}
    for one in first["fired"]:
        assert all(quote["quote"] and quote["published_at"][:10] <= AS_OF for quote in one["evidence"])
    assert dateline("--store", store, "alert", "check", "--as-of", AS_OF, "--json").json["fired"] == []
    assert dateline("--store", store, "alert", "remove", rule[:4]).code == 0
    assert dateline("--store", store, "alert", "list").code == 1
    assert len(dateline("--store", store, "alert", "log", "mali", "--json").json) == len(first["fired"])


@pytest.mark.parametrize(
    "options",
    [
        ("mali", "--kind", "threshold", "--what", "attacks"),
        ("mali", "--kind", "threshold", "--what", "weather", "--least", 3),
        ("mali", "--kind", "change"),
        ("mali", "--kind", "search"),
        ("mali", "--kind", "episode", "--what", "picnic"),
        ("mali", "--kind", "silence", "--what", "nofeed"),
        ("nowhere", "--kind", "silence"),
    ],
)
def test_a_rule_that_cannot_be_is_refused(dateline: Callable[..., Any], store: Path, options: tuple[Any, ...]) -> None:
    """Wrong use, with what to do instead."""
    done = dateline("--store", store, "alert", "add", *options)
    assert done.code == 2
    assert done.err.strip()
    assert dateline("--store", store, "alert", "list").code == 1


def test_the_direction_is_told_in_words_and_as_json(dateline: Callable[..., Any], store: Path) -> None:
    """The state, the reason in numbers, the words of reports."""
    done = dateline("--store", store, "direction", "mali", "--as-of", AS_OF)
    assert done.code == 0
    found = dateline("--store", store, "direction", "mali", "--as-of", AS_OF, "--json").json
    assert done.out.startswith(f"{found['state']}: {found['reason']}")
    assert found["to"] == AS_OF
    assert dateline("--store", store, "direction", "Iceland", "--as-of", AS_OF).code == 1


def test_a_digest_is_written_in_every_form(dateline: Callable[..., Any], store: Path, tmp_path: Path) -> None:
    """Text by default; nothing after the moment is in it."""
    options = ("digest", "mali", "--since", "2025-10-01", "--as-of", AS_OF)
    text = dateline("--store", store, *options)
    assert text.out.startswith("Dateline: Mali")
    html = dateline("--store", store, *options, "--format", "html", "-o", tmp_path / "digest.html")
    assert html.code == 0
    assert (tmp_path / "digest.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    found = dateline("--store", store, *options, "--json").json
    days = [quote["published_at"] for one in found["situations"][0]["sentences"] for quote in one["evidence"]]
    assert days
    assert max(days)[:10] <= AS_OF


def test_a_digest_needs_a_time_to_look_at(dateline: Callable[..., Any], store: Path) -> None:
    """`last` before any was sent, and a beginning after the end, are wrong use; so is sending to nobody."""
    assert dateline("--store", store, "digest").code == 2
    assert dateline("--store", store, "digest", "--since", AS_OF, "--as-of", "2025-10-01").code == 2
    assert dateline("--store", store, "digest", "--since", "2025-10-01", "--send").code == 2


def test_a_digest_is_sent_and_the_next_goes_on_from_there(dateline: Callable[..., Any], store: Path) -> None:
    """By mail and to a webhook; `last` is then the moment of what was sent."""
    with MailServer() as server, Receiver() as receiver:
        write_settings(
            store,
            f'[mail]\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\nfrom = "desk@dateline.example"\n'
            f'to = ["a@news.example"]\n[webhook.desk]\nurl = "{receiver.url}"\nsecret = "s"\nallow_private = true\n',
        )
        sent = dateline("--store", store, "digest", "--since", "2025-10-01", "--as-of", AS_OF, "--send")
    assert (sent.code, sent.out) == (0, "2 sent, 0 to try again, 0 given up.\n")
    assert (len(server.taken), json.loads(receiver.posted[0].body)["event"]) == (1, "digest")
    later = dateline("--store", store, "digest", "--as-of", "2025-11-20", "--json").json
    assert later["since"] == "2025-11-07T23:59:59Z"
    listed = dateline("--store", store, "alert", "deliver", "--list", "--json").json
    assert [one["state"] for one in listed] == ["sent", "sent"]


def test_watching_checks_alerts_by_the_schedule(dateline: Callable[..., Any], store: Path) -> None:
    """One round: the rule fires, the webhook is told; the next round is not due yet."""
    dateline("--store", store, "alert", "add", "mali", "--kind", "silence", "--days", 5)
    with Receiver() as receiver:
        write_settings(
            store,
            '[schedule]\nalerts = "every 15 minutes"\ndigest = "daily 07:00 Europe/Paris"\n'
            f'[webhook.desk]\nurl = "{receiver.url}"\nsecret = "s"\nallow_private = true\n',
        )
        first, again = (dateline("--store", store, "watch", "--rounds", 1, "--json").out for _ in range(2))
    lines = [json.loads(line) for line in first.splitlines()]
    assert [one["text"][:29] for one in lines[1]["alerts"]] == ["No report on the situation si"]
    assert lines[1]["sent"]["n_sent"] == 1
    assert len(receiver.posted) == 1
    assert len(again.splitlines()) == 1


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('[schedule]\nalerts = "sometimes"\n', "no schedule"),
        ('[schedule]\nbriefs = "daily 07:00"\n', "Unknown key 'briefs'"),
        ('[mail]\nserver = "x"\n', "Unknown key 'server'"),
        ("[webhook.desk]\nurl = 3\n", "has to be of type str"),
        ('webhook = "x"\n', "no set of tables"),
    ],
)
def test_settings_that_cannot_be_are_refused(
    dateline: Callable[..., Any], store: Path, settings: str, words: str
) -> None:
    """Before anything is fetched or sent."""
    write_settings(store, settings)
    done = dateline("--store", store, "watch", "--rounds", 1)
    assert done.code in (2, 3)
    assert words in done.err
