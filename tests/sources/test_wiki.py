"""Dumps of Wikinews and of the current-events portal become dated reports with their sources."""

import bz2
import gzip
import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.records import Article, Citation, Failure
from dateline.sources import wiki_dump
from dateline.sources.skips import Skipped
from dateline.sources.wiki import read_current_events, read_wikinews
from dateline.sources.wikitext import read_templates, to_paragraphs, to_plain

ARCHIVES = Path(__file__).parent / "archives"
EN, FR, EVENTS = (
    (ARCHIVES / name).read_bytes() for name in ("wikinews-en.xml", "wikinews-fr.xml", "current-events.xml")
)
Item = Article | Failure | Skipped


def news(data: bytes) -> list[Item]:
    return list(read_wikinews(io.BytesIO(data), "dump.xml"))


def events(data: bytes) -> list[Item]:
    return list(read_current_events(io.BytesIO(data), "dump.xml"))


def articles(items: list[Item]) -> list[Article]:
    return [item for item in items if isinstance(item, Article)]


def day_of(article: Article) -> str:
    return article.published_at.date().isoformat() if article.published_at else ""


# Wikinews


def test_an_article_is_read_with_its_day_and_sources() -> None:
    """The paragraphs a reader sees, the day of the date template, and the outlets of the source templates."""
    (article,) = articles(news(EN))
    assert article.title == "Army leaves Gao after a week of fighting"
    assert article.text.split("\n") == [
        "The army left the town of Gao on Friday, AFP reported. It had held the town for years.",
        '"We are leaving," said a soldier. The Daily put the distance at 12 km – others at less.',
        "The conflict began in early 2012.",
    ]
    assert (day_of(article), article.lang) == ("2025-11-07", "en")
    assert article.citations == (
        Citation(outlet="Wikinews", url="https://en.wikinews.org/wiki/Army_leaves_Gao_after_a_week_of_fighting"),
        Citation(outlet="The Wire", url="https://wire.example/gao"),
        Citation(outlet="The Daily", url="https://daily.example/1"),
    )


def test_articles_of_another_wiki_are_read_by_its_own_names() -> None:
    """Months, namespaces and headings in the wiki's language are understood; plain lists of links are sources too."""
    gao, kidal = articles(news(FR))
    assert gao.text == "Gao — L’armée a quitté la ville de Gao vendredi “in good order”.\nLes écoles rouvriront lundi."
    assert (day_of(gao), gao.lang, gao.citations[1].outlet) == ("2025-11-07", "fr", "Radio du Fleuve")
    assert day_of(kidal) == "2025-11-06"
    assert kidal.citations[1] == Citation(outlet="L’Agence", url="https://agence.example/2")


def test_pages_that_are_no_articles_are_counted() -> None:
    """Redirects, talk, drafts and pages without a text are counted by what they are."""
    assert [item for item in news(EN) if not isinstance(item, Article)] == [
        Skipped(reason="article without text", n_records=1),
        Skipped(reason="draft", n_records=1),
        Skipped(reason="page that is no article", n_records=1),
        Skipped(reason="redirect", n_records=1),
    ]


def pack_twice(data: bytes) -> bytes:
    """As large dumps are packed: several streams behind each other."""
    return bz2.compress(data[:900]) + bz2.compress(data[900:])


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, pack_twice])
def test_a_dump_may_be_packed(pack: Callable[[bytes], bytes]) -> None:
    """Plain, gzip, bzip2, and bzip2 in several streams give the same."""
    assert news(pack(EN)) == news(EN)


# Current events


def test_each_item_is_a_dated_line_under_its_stories() -> None:
    """Day, stories, text and sources of each item; an item that is only a story's name is none."""
    lines = articles(events(EVENTS))
    told = [(day_of(line), line.topics, line.text) for line in lines]
    assert told == [
        (
            "2025-11-07",
            ("War in the Sahel", "Mali War"),
            "The army leaves the town of Gao after a week of fighting.",
        ),
        ("2025-11-07", ("War in the Sahel", "Mali War"), "In a statement, the rebels claim Kidal, too."),
        ("2025-11-07", ("War in the Sahel", "Mali War"), "The governor denies the claim."),
        ("2025-11-07", ("War in the Sahel",), "Two people are killed in Ménaka."),
        ("2025-11-07", ("2025 Pacific typhoon season",), "Typhoon Ana makes landfall in Vietnam."),
        ("2025-11-07", (), "A ferry sinks off Lagos; the ministry published a note on it."),
        ("2025-11-07", (), "Kano Pillars win the cup."),
        ("2003-11-03", (), "A ceasefire is signed in Bamako."),
        ("2003-11-04", (), "Rain ends the drought in Niger."),
    ]


def test_the_sources_of_a_line_are_its_citations() -> None:
    """Names in brackets, in lists, and bare links, which go by their host; a link within the text is none."""
    lines = articles(events(EVENTS))
    assert [[(cited.outlet, cited.url) for cited in line.citations] for line in lines] == [
        [("The Wire", "https://wire.example/gao"), ("AFP via Channel 24", "https://24.example/2")],
        [("The Wire", "https://wire.example/kidal")],
        [("The Daily", "https://daily.example/3")],
        [],
        [("VN Daily", "http://vn.example/1"), ("The Star", "http://star.example")],
        [("Punch", "https://punch.example/1")],
        [("sport.example", "https://sport.example/1")],
        [("BBC", "http://old.example/1")],
        [],
    ]


def test_pages_that_are_no_days_are_counted() -> None:
    """Redirects and other pages of the portal, and articles, are counted."""
    assert [item for item in events(EVENTS) if not isinstance(item, Article)] == [
        Skipped(reason="page that is no day of current events", n_records=2),
        Skipped(reason="redirect", n_records=1),
    ]


# Wikitext


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("'''''Gao''''' and ''Kidal''", "Gao and Kidal"),
        ("[[Gao Region|the region]] of [[Gao]]s", "the region of Gaos"),
        ("[[:Category:Mali]] [[w:Mali|]]", "Category:Mali Mali"),
        ("[[File:a.jpg|thumb|See [[Gao]] [http://x.example now]]]over", "over"),
        ("{{flagicon|Mali}} {{flag|Mali}}", "Mali"),
        ("{{lang|fr|Armée}} {{'}}s {{ndash}} {{nbsp}}x", "Armée ’s – x"),
        ("{{outer|{{inner|a}}}} b", "a b"),
        ("{{cn|date=May 2025}}a{{unknown|x=1|y}}", "a"),
        ("a <ref name='x'>b</ref>c<ref name='x'/> <REF>d</ref>e", "a c e"),
        ("<gallery>a.jpg|b</gallery>a<br/>b", "a\nb"),
        ("a &amp; b &#8211; c", "a & b – c"),
        ("a <!-- b --> c", "a c"),
        ("{{open [[open '''open", "open open open"),
        ("a ( ) b (, ) , c", "a b, c"),
    ],
)
def test_wikitext_shows_as_on_the_page(source: str, shown: str) -> None:
    """Marks, links, notes and templates give what a reader sees."""
    assert to_plain(source) == shown


def test_a_bar_within_a_link_parts_no_values() -> None:
    """The values of a template are parted at bars outside links."""
    (template,) = read_templates("{{Source | pub = [[w:Wire|The Wire]] | a |url=https://x.example/?a=1&b=2}}")
    assert (template.name, template.values) == ("source", ("a",))
    assert template.named == {"pub": "[[w:Wire|The Wire]]", "url": "https://x.example/?a=1&b=2"}


@given(st.text(alphabet="{}[]|'=*#:;<>!-ab /\n", max_size=200))
def test_any_wikitext_is_read(source: str) -> None:
    """No marks, however they are put together, crash the reader."""
    assert isinstance(to_paragraphs(source, frozenset({"file"})), str)
    assert isinstance(read_templates(source), list)


@pytest.mark.parametrize(
    "piece", ["{{", "[[", "{{a|", "[http://a ", "<!--", "<ref>", "<ref ", "{|\n", "[[a|", "<a ", " ,", "(,"]
)
def test_marks_that_repeat_are_read_in_linear_time(piece: str) -> None:
    """A megabyte of unclosed marks takes no longer than other text: the test would not end otherwise."""
    assert isinstance(to_paragraphs(piece * (1_000_000 // len(piece)), frozenset()), str)


# Hostile dumps


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not XML, or cut off"),
        (b"a text", "not XML, or cut off"),
        (b"BZh9 no bzip2", "cannot be unpacked"),
        (b"\x1f\x8b\x08 no gzip", "cannot be unpacked"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "a document type is declared"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "a document type is declared"),
        (bz2.compress(EN)[:-50], "cannot be unpacked"),
    ],
)
def test_what_is_no_dump_is_one_failure(data: bytes, reason: str) -> None:
    """A file of another kind, or one that wants entities expanded, gives the reason."""
    for found in (news(data), events(data)):
        (failure,) = found
        assert isinstance(failure, Failure)
        assert reason in failure.reason


def test_a_page_above_the_limit_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A page too long to be an article is a Failure under its title, not half a report."""
    monkeypatch.setattr(wiki_dump, "MAX_CHARS", 200)
    found = news(EN)
    assert articles(found) == []
    assert [item.record_id for item in found if isinstance(item, Failure)] == [
        "Army leaves Gao after a week of fighting"
    ]


def test_a_tag_without_an_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tag that goes on and on does not fill the memory."""
    monkeypatch.setattr(wiki_dump, "MAX_TOKEN_BYTES", 200_000)

    class Endless(io.RawIOBase):
        def __init__(self) -> None:
            self.n_read = 0

        def seekable(self) -> bool:
            return False

        def read(self, size: int = -1) -> bytes:
            self.n_read += size
            return b"<" + b"a" * (size - 1) if self.n_read == size else b"a" * size

    (failure,) = read_wikinews(Endless(), "x")  # type: ignore[arg-type]
    assert isinstance(failure, Failure)
    assert "a tag of over 200,000 bytes" in failure.reason


@pytest.mark.parametrize("data", [EN, FR, EVENTS], ids=["en", "fr", "events"])
def test_a_cut_off_dump_keeps_what_came_before(data: bytes) -> None:
    """Cut off at any hundredth byte, a dump gives every page before the cut, and says that it breaks off."""
    read = events if data is EVENTS else news
    whole = [item for item in read(data) if isinstance(item, Article)]
    ends = [at + len(b"</page>") for at in range(len(data)) if data.startswith(b"</page>", at)]
    for cut in range(0, len(data), 100):
        found = read(data[:cut])
        n_pages = sum(end <= cut for end in ends)
        assert articles(found) == whole[: len(articles(found))]
        assert len(articles(found)) == len(articles(read(data[: (ends[n_pages - 1] if n_pages else 0)])))
        assert cut >= len(data.rstrip()) or any(isinstance(item, Failure) for item in found)


def mutations(data: bytes, seed: int) -> Iterator[bytes]:
    """The same with a few bytes changed, lost or put in, many times."""
    rng = random.Random(seed)
    pieces = [
        b"{{",
        b"}}",
        b"[[",
        b"]]",
        b"|",
        b"\n*",
        b"'''",
        b"\n==",
        b"\n{|\n",
        b"&lt;!--",
        b"<page>",
        b"</text>",
        b"\xff",
    ]
    for _ in range(100):
        hurt = bytearray(data)
        for _ in range(rng.randint(1, 10)):
            at = rng.randrange(len(hurt))
            if rng.random() < 0.5:
                hurt[at : at + rng.randint(1, 40)] = b""
            else:
                hurt[at:at] = rng.choice(pieces)
        yield bytes(hurt)


@pytest.mark.parametrize("seed", range(3))
def test_no_damage_crashes_the_readers(seed: int) -> None:
    """Whatever is changed in a dump, reading ends with records and nothing else."""
    for data in (EN, EVENTS, bz2.compress(EVENTS)):
        for hurt in mutations(data, seed):
            for item in (*news(hurt), *events(hurt)):
                assert isinstance(item, Item)


@given(st.binary(max_size=200))
@example(b"<page></page>")
@example(b"<mediawiki><page><title>a</title></page></mediawiki>")
def test_any_bytes_are_read_to_the_end(data: bytes) -> None:
    """No bytes crash the readers."""
    for item in (*news(data), *events(data)):
        assert isinstance(item, Item)
