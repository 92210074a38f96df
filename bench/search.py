"""Whether a search finds what is looked for, and how fast, beside SQLite's own full-text index.

Known items: of 200 bundled reports four of the longer words are typed. The peer is the bare query of the same run, by
SQLite's bm25(). Speed, of one processor: the peer makes the page the plain way on the same tables, the first twenty,
with counts by outlet and month; ours has language, country, actor and place besides, copies folded, snippets, a moment.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bench.data import Row, load_corpus, read_demo_rows, write_rows
from bench.report import Metric, Outcome
from dateline import run
from dateline.records import Article, HeadingKind, Query
from dateline.store import SqliteStore
from dateline.text import words

NAME = "search"
SIZE = 20_000
N_KNOWN = 200
ROUNDS = 3
LATER = datetime(2199, 1, 1, tzinfo=UTC)
N_TYPED = 4
LINES = ("wagner mali", "killed", '"car bomb"', "flood", "boko haram nigeria", "gov* -iraq", "attack army", "president")


def measure(upstream: Path | None, size: int = SIZE) -> Outcome:
    """The bench."""
    corpus = load_corpus(upstream, size)
    with _keep(read_demo_rows()) as store:
        metrics = _measure_known(store)
    with _keep(corpus.rows) as store:
        metrics += _measure_speed(store)
    return Outcome(bench=NAME, metrics=tuple(metrics), notes=(f"Speed: {corpus.about}",))


@contextmanager
def _keep(rows: Sequence[Row]) -> Iterator[SqliteStore]:
    """A store of rows."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.jsonl"
        write_rows(rows, file)
        store = SqliteStore(Path(folder) / "store", create=True)
        run.import_path(store, str(file), now=LATER)
        yield store
        store.close()


def _measure_known(store: SqliteStore) -> list[Metric]:
    """How often a report is among the first that its own words find; one with the same text is as good."""
    view = store.view(LATER)
    everything = [one for one, _ in view.list_arrivals()]
    chosen = everything[:: max(1, len(everything) // N_KNOWN)][:N_KNOWN]
    articles = [one for one in view.get_articles(chosen).values() if _typed(one)]
    metrics: list[Metric] = []
    for suffix, rank, note in (("", _rank, ""), ("_bare", _rank_bare, "peer")):
        ranks = [rank(store, one) for one in articles]
        for name, most in (("known_first", 1), ("known_in_3", 3)):
            share = sum(one <= most for one in ranks) / len(ranks)
            metrics.append(Metric(name=name + suffix, value=share, n=len(ranks), note=note))
    return metrics


def _typed(article: Article) -> list[str]:
    """What somebody would type who remembers a report: four of its longer words."""
    long = [word for word in dict.fromkeys(words(article.title or article.text)) if len(word) >= 7 and word.isalpha()]
    return long[::2][:N_TYPED]


def _rank(store: SqliteStore, article: Article) -> int:
    found = run.search(store, run.parse_query(" ".join(_typed(article))), LATER, 20)
    return _place(article, [hit.article for hit in found.hits])


def _rank_bare(store: SqliteStore, article: Article) -> int:
    ids = [row[0] for row in _ask_bare(store, " ".join(_typed(article)))]
    articles = store.view(LATER).get_articles(ids)
    return _place(article, [articles[one] for one in ids])


def _place(article: Article, found: Sequence[Article]) -> int:
    places = (at for at, one in enumerate(found, start=1) if one.text == article.text)
    return next(places, len(found) + 1)


def _ask_bare(store: SqliteStore, match: str) -> list[tuple[str]]:
    return store._connection.execute(
        "SELECT article_id FROM article_words JOIN article ON number = article_words.rowid"
        " WHERE article_words MATCH ? ORDER BY bm25(article_words, 4.0, 1.0) LIMIT 20",
        (match,),
    ).fetchall()


def _page_bare(store: SqliteStore, match: str) -> None:
    """What a page shows, the plain way."""
    store.view(LATER).get_articles([row[0] for row in _ask_bare(store, match)])
    found = "article WHERE number IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)"
    for sql in (
        f"SELECT substr(published_at, 1, 7) AS month, count(*) FROM {found} GROUP BY month",
        f"SELECT cited.value ->> 'outlet' AS outlet, count(*) AS n FROM (SELECT citations FROM {found}),"
        " json_each(citations) AS cited GROUP BY outlet ORDER BY n DESC LIMIT 10",
    ):
        store._connection.execute(sql, (match,)).fetchall()


def _measure_speed(store: SqliteStore) -> list[Metric]:
    """Searches with everything that a page shows, and the plain way on the same store."""
    times = [_time(partial(_search, store, line)) for line in LINES]
    bare = [_time(partial(_page_bare, store, line.replace("-", "NOT "))) for line in LINES]
    browse = _time(lambda: run.search(store, Query(), LATER))
    complete = _time(lambda: run.complete(store, "s", LATER))
    outlets = run.search(store, Query(), LATER, 1).tallies[HeadingKind.OUTLET]
    outlet = _time(lambda: run.read_source(store, outlets[0].heading.key if outlets else "", LATER))
    return [
        Metric(name="search_p50", value=1000 * statistics.median(times), unit="ms", n=len(times)),
        Metric(name="search_max", value=1000 * max(times), unit="ms", n=len(times)),
        Metric(name="browse", value=1000 * browse, unit="ms", note="every report, with its counts"),
        Metric(name="complete", value=1000 * complete, unit="ms", note="of one letter"),
        Metric(name="outlet", value=1000 * outlet, unit="ms", note="that with the most reports"),
        Metric(name="bare_p50", value=1000 * statistics.median(bare), unit="ms", n=len(bare), note="peer"),
        Metric(name="ratio_to_bare", value=statistics.median(map(_divide, bare, times)), unit="x", note="bare / ours"),
    ]


def _search(store: SqliteStore, line: str) -> run.Results:
    return run.search(store, run.parse_query(line), LATER)


def _divide(one: float, other: float) -> float:
    return one / other


def _time(ask: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        ask()
        times.append(time.process_time() - start)
    return min(times)
