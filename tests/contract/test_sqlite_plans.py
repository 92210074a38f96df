"""No statement that is run for each page or each brief goes through a whole table of the SQLite store."""

from datetime import timedelta
from pathlib import Path

from dateline.records import (
    CardQuery,
    Extraction,
    Feed,
    FeedItem,
    FeedState,
    HeadingKind,
    Page,
    PageKind,
    QueuedItem,
    Term,
)
from dateline.store import SqliteStore
from making import LATER, NOW, make_article

LARGE = (
    "article",
    "item",
    "visit",
    "page",
    "extraction",
    "poll",
    "link",
    "vector",
    "card",
    "filed",
    "naming",
    "name_start",
)
ADDRESS = "https://paper.example/1"


def use(store: SqliteStore) -> None:
    """What a fetch and a brief do with a store."""
    item = QueuedItem(address=ADDRESS, feed_id="paper", item=FeedItem(guid="1", url=ADDRESS), seen_at=NOW)
    page = Page(url=ADDRESS, body=b"<html>", fetched_at=NOW, source_id="paper")
    with store.write() as writer:
        writer.intake.put_feed(Feed(feed_id="paper", url="https://paper.example/feed"), NOW)
        writer.intake.put_states([FeedState(feed_id="paper", due_at=NOW)])
        writer.intake.add_items([item], "waiting")
        writer.intake.settle_item(ADDRESS, "fetched", "article")
        writer.intake.was_visited(ADDRESS, NOW)
        visit_id = writer.intake.add_page(page, ADDRESS, item)
        assert visit_id is not None
        writer.intake.add_extraction(visit_id, Extraction(made_by="reader@1", kind=PageKind.ARTICLE), "a")
        writer.find_article(ADDRESS, "", "text")
        writer.add_articles([make_article("a", address=ADDRESS, page_id=page.page_id, made_by="reader@1")], NOW)
        writer.intake.drop_pages("paper", NOW - timedelta(days=1))
    store.intake.list_waiting_items(NOW, None, 9)
    store.intake.find_known([ADDRESS])
    store.intake.list_polls("paper", 9)
    view = store.view(LATER)
    view.find_articles([["army"]])
    view.count_articles([["army"]])
    view.rank_articles(["army", "Gao"], 5)
    view.get_activity(["paper"], 28)
    view.list_links(["a"])
    view.find_former_members("s1")
    view.get_vectors(["a"], "encoder@1")
    view.get_articles(["a"])
    view.get_roots(["a"])
    view.count_copies(["a"])
    view.get_stories(["a"])
    view.list_story("s1")
    (heading,) = view.find_headings(HeadingKind.LANGUAGE, "und", 5)
    view.find_cards(CardQuery(terms=(Term("army"),), groups=((heading.heading_id,),)), 9)
    view.find_cards(CardQuery(groups=((heading.heading_id,),)), 9)
    view.complete("un", [HeadingKind.LANGUAGE], 5)
    view.count_namings(heading.heading_id)
    view.find_near((0, 0, 1, 1), 5)
    view.count_unfiled("reader@1")


def test_no_large_table_is_scanned(tmp_path: Path) -> None:
    """Every statement finds its rows by an index."""
    store = SqliteStore(tmp_path, create=True)
    statements: list[str] = []
    connection = store._connection
    connection.set_trace_callback(statements.append)
    use(store)
    connection.set_trace_callback(None)
    asked = [one for one in statements if one.startswith(("SELECT", "UPDATE", "DELETE", "WITH"))]
    assert len(asked) > 10
    for statement in asked:
        plan = [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
        scanned = [step for step in plan if step.split()[:1] == ["SCAN"] and step.split()[1] in LARGE]
        assert scanned == [], statement
    store.close()
