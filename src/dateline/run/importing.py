"""Files, folders and streams into the store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dateline import codec, sources
from dateline.errors import DefinitionError, UnreadableFile
from dateline.records import Article, Failure, Page
from dateline.run.batches import BATCH, PAGES, batches_by_weight
from dateline.run.landing import ReadPage, is_page, land, read_page
from dateline.run.languages import with_language
from dateline.run.parallel import pmap
from dateline.sources.columns import Mapping
from dateline.sources.skips import Skipped
from dateline.store import Store

Ready = Article | ReadPage | Failure | Skipped


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportCounts:
    """What became of the records of one import. `n_skipped` are those of an archive that are no page to read."""

    n_records: int = 0
    n_added: int = 0
    n_known: int = 0
    n_failed: int = 0
    n_skipped: int = 0


def import_path(
    store: Store,
    path: str,
    *,
    now: datetime,
    mapping: Mapping | None = None,
    on_batch: Callable[[ImportCounts], None] | None = None,
) -> tuple[ImportCounts, list[Failure]]:
    """Bring in every record under a path; run twice, it adds nothing. Failures are kept and returned.

    Pages are kept as they are, beside the reports read in them. `mapping` tells which columns of another tool's
    file mean what (docs/import.md).
    """
    counts, failures = ImportCounts(), list[Failure]()
    items = pmap(_prepare, sources.read_path(path, now=now, mapping=mapping), is_heavy=is_page)
    for batch in batches_by_weight(items, _weigh, BATCH):
        landed, failed = _land(store, batch, now)
        counts, failures = add_counts(counts, landed), failures + failed
        if on_batch:
            on_batch(counts)
    return counts, failures


def _prepare(item: sources.Item) -> Ready:
    """A record ready to land; runs in another process where there are many pages."""
    if isinstance(item, Page):
        return read_page(item)
    return with_language(item) if isinstance(item, Article) else item


def _weigh(item: Ready) -> int:
    return BATCH // PAGES if isinstance(item, ReadPage) else 1


def _land(store: Store, batch: Sequence[Ready], now: datetime) -> tuple[ImportCounts, list[Failure]]:
    articles = [item for item in batch if isinstance(item, Article)]
    failed = [item for item in batch if isinstance(item, Failure)]
    read = [item for item in batch if isinstance(item, ReadPage)]
    with store.write() as writer:
        n_added = writer.add_articles(articles, now) + land(writer, read, now)
        writer.add_failures(failed, now)
    failed += [one.outcome for one in read if isinstance(one.outcome, Failure)]
    n_skipped = sum(item.n_records for item in batch if isinstance(item, Skipped))
    n_records = sum(not isinstance(item, Skipped) for item in batch)
    counts = ImportCounts(
        n_records=n_records + n_skipped,
        n_added=n_added,
        n_known=n_records - len(failed) - n_added,
        n_failed=len(failed),
        n_skipped=n_skipped,
    )
    return counts, failed


def add_counts(left: ImportCounts, right: ImportCounts) -> ImportCounts:
    """Counts of several imports together."""
    return ImportCounts(
        n_records=left.n_records + right.n_records,
        n_added=left.n_added + right.n_added,
        n_known=left.n_known + right.n_known,
        n_failed=left.n_failed + right.n_failed,
        n_skipped=left.n_skipped + right.n_skipped,
    )


def import_measures(store: Store, file: Path, source: str) -> int:
    """Bring in the rows of a measures CSV; the number that were new. All rows go in or none."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFile(f"'{file}' cannot be read: {error}.") from error
    try:
        observations = list(codec.read_observations(text, source))
    except ValueError as error:
        raise DefinitionError(f"'{file}', {error}.", hint="docs/measures.md gives the columns.") from error
    with store.write() as writer:
        return writer.add_observations(observations)
