"""How fast feeds are read, how that compares to other readers, and what mutilated feeds do."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser
from tests.sources.feed_peers import differences, mutate

from bench.report import Metric, Outcome
from dateline.sources.feed import NotAFeed, read_feed

NAME = "feeds"
FIXTURES = Path(__file__).parents[1] / "tests" / "sources" / "feeds"
N_ITEMS = 50
N_ROUNDS = 15
N_MUTATIONS = 10_000
_SEED = 20_251_107
_URL = "https://paper.example/feed"
_TEXT = (
    "the army left town Gao on Friday after a week of fighting with rebels officials said residents told reporters"
    " that last soldiers crossed river in afternoon without shot minister président Économie réunion"
)
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"'
    ' xmlns:wfw="http://wellformedweb.org/CommentAPI/"><channel><title>The Sahel Paper</title>'
    "<link>https://paper.example/</link><description>News</description><language>en</language>"
)


def measure() -> Outcome:
    """The bench."""
    short, full = make_feed(full=False), make_feed(full=True)
    own, peer, fast = _times(short)
    own_full, peer_full, _ = _times(full)
    n_same, n_fields = _agreement()
    n_crashed = _crashes()
    metrics = (
        Metric(name="feeds_per_cpu_s", value=1 / own, unit="feeds", n=N_ITEMS, note="items with a teaser"),
        Metric(name="items_per_s", value=N_ITEMS / own, unit="items"),
        Metric(name="feeds_per_cpu_s_full", value=1 / own_full, unit="feeds", n=N_ITEMS, note="items with their text"),
        Metric(name="ratio_to_feedparser", value=peer / own, unit="times"),
        Metric(name="ratio_to_feedparser_full", value=peer_full / own_full, unit="times"),
        Metric(name="ratio_to_fastfeedparser", value=fast / own, unit="times", note="which leaves markup in texts"),
        Metric(name="identical", value=n_same / n_fields, unit="share", n=n_fields, note="but for the listed reasons"),
        Metric(name="crashes", value=n_crashed, n=N_MUTATIONS, note="of mutilated feeds"),
    )
    return Outcome(bench=NAME, metrics=metrics)


def make_feed(*, full: bool) -> bytes:
    """A feed as WordPress writes it, always the same, with teasers or with whole texts."""
    rng, words = random.Random(_SEED), _TEXT.split()

    def sentence(n_words: int) -> str:
        return " ".join(rng.choices(words, k=n_words)).capitalize() + "."

    parts = [_HEAD]
    for number in range(N_ITEMS):
        link = f"https://paper.example/2025/11/07/story-{number}/"
        text = "".join(f'<p>{sentence(40)} <a href="{link}">{sentence(4)}</a></p>\n' for _ in range(8)) if full else ""
        parts.append(
            f"<item><title>{sentence(9)} &amp; more</title><link>{link}</link><comments>{link}#respond</comments>"
            "<dc:creator><![CDATA[Awa Traoré]]></dc:creator>"
            f"<pubDate>Fri, 07 Nov 2025 18:{number:02d}:00 +0000</pubDate>"
            "<category><![CDATA[Mali]]></category><category><![CDATA[Security]]></category>"
            f'<guid isPermaLink="false">https://paper.example/?p={number}</guid>'
            f"<description><![CDATA[<p>{sentence(35)} [&#8230;]</p>]]></description>"
            + (f"<content:encoded><![CDATA[{text}]]></content:encoded>" if full else "")
            + f"<wfw:commentRss>{link}feed/</wfw:commentRss><slash:comments>{number}</slash:comments></item>"
        )
    return "\n".join((*parts, "</channel></rss>")).encode()


def _times(raw: bytes) -> tuple[float, float, float]:
    """CPU seconds a feed of Dateline, feedparser and fastfeedparser, in turns; the median of each."""
    readers: tuple[tuple[Callable[[], Any], int], ...] = (
        (lambda: read_feed(raw, url=_URL), 20),
        (lambda: feedparser.parse(raw), 1),
        (lambda: fastfeedparser.parse(raw), 20),
    )
    spent: list[list[float]] = [[], [], []]
    for _ in range(N_ROUNDS):
        for own, (read, n_times) in zip(spent, readers, strict=True):
            start = time.process_time()
            for _ in range(n_times):
                read()
            own.append((time.process_time() - start) / n_times)
    own, peer, fast = (sorted(times)[N_ROUNDS // 2] for times in spent)
    return own, peer, fast


def _agreement() -> tuple[int, int]:
    """How many of the fields of all fixtures are as feedparser reads them, and how many there are."""
    n_same = n_fields = 0
    for file in sorted(FIXTURES.glob("*")):
        if file.suffix != ".json":  # which feedparser does not read
            different, n_here = differences(file.name, file.read_bytes())
            n_same, n_fields = n_same + n_here - len(different), n_fields + n_here
    return n_same, n_fields


def _crashes() -> int:
    """How many of many mutilated feeds were neither read nor refused."""
    rng = random.Random(_SEED)
    raws = [file.read_bytes() for file in sorted(FIXTURES.glob("*"))]
    n_crashed = 0
    for number in range(N_MUTATIONS):
        try:
            read_feed(mutate(rng, raws[number % len(raws)]), url=_URL)
        except NotAFeed:
            continue
        except (TypeError, LookupError, AttributeError, ValueError, ArithmeticError, RuntimeError, MemoryError):
            n_crashed += 1
    return n_crashed
