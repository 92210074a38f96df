"""Links within a report: whom pronouns and nouns like "the ministry" stand for, on GUM news with links written by hand.

bench/gold/actor_links.jsonl has, for pronouns and short forms of the GUM news articles, the words of the actor that a
person takes them for (empty: for no actor). The articles are read where they lie.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.report import Metric
from dateline.reading.actors import find_mentions
from dateline.reading.actors.resolve import country_name
from dateline.reading.parsing import parse
from dateline.records import Article, Form, Mention

LINKS = Path(__file__).resolve().with_name("gold") / "actor_links.jsonl"
FIRST_DAY = re.compile(r'dateCreated="(\d{4}-\d\d-\d\d)"')
_TITLE = re.compile(r' title="([^"]*)"')
_NO_SPACE_BEFORE = frozenset([".", ",", ";", ":", "!", "?", ")", "'s", "’s", "n't", "%", "]"])
_OPENS = frozenset(["(", "[", "$", "£"])


def read_article(file: Path) -> tuple[Article, list[tuple[int, int]]]:
    """A GUM article as plain text, and its sentences."""
    text, sentences, start, in_word, glued = "", list[tuple[int, int]](), 0, False, True
    raw = file.read_text(encoding="utf-8")
    for line in raw.splitlines():
        if line.startswith("<s "):
            start = len(text)
        elif line.startswith("</s>") and len(text) > start:
            sentences.append((start, len(text)))
            text, glued = text + "\n", True
            start = len(text)
        elif line.startswith(("<w>", "</w>")):
            in_word, glued = line == "<w>", glued and line == "<w>"
        elif "\t" in line:
            token = line.split("\t")[0].replace("&amp;", "&").replace("&quot;", '"')
            space = "" if glued or not text or text[-1] == "\n" or token in _NO_SPACE_BEFORE else " "
            start += len(space) if len(text) == start else 0
            text += space + token
            glued = in_word or token in _OPENS
    day = FIRST_DAY.search(raw)
    at = datetime.fromisoformat(day[1] if day else "2015-01-01").replace(tzinfo=UTC)
    title = _TITLE.search(raw)
    article = Article(
        article_id=file.stem,
        source_id="gum",
        text=text,
        title=title[1] if title else "",
        lang="en",
        published_at=at,
        known_at=at,
    )
    return article, sentences


def measure(folder: Path) -> tuple[list[Metric], list[str]]:
    """How many links are right, and how many the nearest actor that agrees would get right."""
    links: dict[str, list[dict[str, Any]]] = {}
    for line in LINKS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        links.setdefault(row["article"], []).append(row)
    right = {"pronoun": [0, 0, 0], "noun": [0, 0, 0]}  # right, right by the nearest, all
    shown: list[str] = []
    for name, rows in sorted(links.items()):
        article, sentences = read_article(folder / f"{name}.xml")
        docs = list(parse([article.text[start:end] for start, end in sentences], "en"))
        mentions = find_mentions(article, sentences, docs)
        for row in rows:
            counts = right["pronoun" if row["is_pronoun"] else "noun"]
            counts[2] += 1
            said = _linked(mentions, row["start"])
            counts[0] += _is_right(said, row["to"])
            counts[1] += _is_right(_nearest(mentions, row["start"], row["words"]), row["to"])
            if not _is_right(said, row["to"]):
                shown.append(f"{name} {row['start']} {row['words']!r} -> {sorted(said)}, gold {row['to']!r}")
    metrics = []
    for kind, (n_right, n_near, n) in right.items():
        shares = (("", n_right, "GUM news, by hand"), ("_baseline", n_near, "peer: the nearest that agrees"))
        for suffix, count, note in shares if n else ():
            metrics.append(Metric(name=f"links_{kind}{suffix}", value=count / n, unit="share", n=n, note=note))
    return metrics, shown


def _linked(mentions: Sequence[Mention], start: int) -> set[str]:
    """What the actor of the mention at `start` is called elsewhere in the article, and its country."""
    at = next((m for m in mentions if m.span.start <= start < m.span.end), None)
    if at is None or not at.actor_id:
        return set()
    same = {m.span.quote for m in mentions if m.actor_id == at.actor_id and m.form is not Form.PRONOUN and m is not at}
    return {*same, at.name, country_name(at.country)}


def _is_right(said: set[str], gold: str) -> bool:
    if not gold:
        return not said
    return any(gold.casefold() in words.casefold() or words.casefold() in gold.casefold() for words in said if words)


def _nearest(mentions: Sequence[Mention], start: int, words: str) -> set[str]:
    """The peer: the nearest actor before that may be meant: a person for "he", none for "it"."""
    is_single = words.casefold() in ("he", "she", "him", "her", "his", "who")
    before = [m for m in mentions if m.span.end <= start and m.form is not Form.PRONOUN]
    fitting = [m for m in before if _is_person(m) == is_single or words.casefold() == "who"]
    last = fitting[-1] if fitting else None
    return {last.span.quote, last.name, country_name(last.country)} if last else set()


def _is_person(mention: Mention) -> bool:
    return mention.kind.value == "person" or bool(mention.role)
