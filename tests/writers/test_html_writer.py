"""The page is sound HTML, holds nothing active, and opens every sentence on its evidence."""

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from lxml import html as lxml_html
from writer_briefs import ARABIC, ATTACK, BLOCKADE, make_hostile_brief, make_plain_brief

from dateline.records import Brief, QuoteEvidence, RowEvidence, Sentence
from dateline.writers.forms import write_html
from dateline.writers.views import cut_context

VOID = {"meta", "br", "hr", "img", "link", "input"}
ACTIVE = {"script", "img", "iframe", "object", "embed", "form", "link", "svg", "base"}


class Outline(HTMLParser):
    """Checks that every element is closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    parser.close()
    return parser


def sentences_of(brief: Brief) -> Iterator[Sentence]:
    return (sentence for section in brief.sections for sentence in section.sentences)


def shown(text: str) -> str:
    """How the page shows control characters."""
    return "".join("\ufffd" if char < " " and char not in "\n\t" else char for char in text)


def test_page_is_whole(brief: Brief) -> None:
    page = write_html(brief)
    parsed = outline(page)
    assert page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert not parsed.open
    assert len(parsed.ids) == len(set(parsed.ids))
    assert not [char for char in page if char < " " and char != "\n"]


def test_page_holds_nothing_active(brief: Brief) -> None:
    parsed = outline(write_html(brief))
    names = {name for name, _ in parsed.attributes}
    assert not parsed.tags & ACTIVE
    assert not {name for name in names if name.startswith("on") or name in {"src", "srcset", "style"}}
    assert all(v.startswith(("https://", "http://", "#")) for n, v in parsed.attributes if n == "href")
    assert any(v.startswith("default-src 'none'; style-src 'unsafe-inline'") for _, v in parsed.attributes)
    assert "@import" not in write_html(brief)
    assert "url(" not in write_html(brief)


def test_every_sentence_opens_its_own_evidence(brief: Brief) -> None:
    found = lxml_html.fromstring(write_html(brief)).findall(".//details")
    expected = list(sentences_of(brief))
    assert len(found) == len(expected)
    for details, sentence in zip(found, expected, strict=True):
        quotes = [e.span.quote for e in sentence.evidence if isinstance(e, QuoteEvidence)]
        rows = [e for e in sentence.evidence if isinstance(e, RowEvidence)]
        assert details.find("summary/span[@class='text']").text_content() == shown(sentence.text)
        assert details.find("summary//span[@class]/span").text_content() == sentence.kind.value
        assert [mark.text_content() for mark in details.iter("mark")] == [shown(quote) for quote in quotes]
        assert len(details.findall(".//figure")) == len(sentence.evidence)
        assert len(list(details.iter("tr"))) >= sum(min(12, len(evidence.rows)) for evidence in rows)


def test_quote_stands_in_the_text_of_its_report() -> None:
    page = lxml_html.fromstring(write_html(make_plain_brief()))
    shown_texts = [quote.text_content() for quote in page.iter("blockquote")]
    assert BLOCKADE.text in shown_texts


def test_links_only_to_web_pages() -> None:
    page = lxml_html.fromstring(write_html(make_hostile_brief()))
    links = {link.get("href") for link in page.iter("a")}
    assert "https://kept.example/a_(b)?q=1&r=[2]*" in links
    assert not [link for link in links if "script" in link or "data:" in link or "ftp" in link]
    assert "(javascript:alert(1))" in page.text_content()


def test_all_outlets_are_named() -> None:
    captions = [c.text_content() for c in lxml_html.fromstring(write_html(make_plain_brief())).iter("figcaption")]
    assert any("AP, Bloomberg, 8 September 2025" in caption for caption in captions)
    assert any("AFP via France 24, Reuters, 6 November 2025, 18:30 UTC" in caption for caption in captions)
    assert any("outlet not named, 5 November 2025" in caption for caption in captions)


def test_rows_beyond_twelve_are_counted() -> None:
    assert "and 3 more rows" in write_html(make_hostile_brief())


def test_overrides_do_not_leave_the_words_they_stand_in() -> None:
    before, after = cut_context(ATTACK.text, *_span(ATTACK.text, "He said"))
    assert "\u202e" not in before + after
    page = lxml_html.fromstring(write_html(make_hostile_brief()))
    for element in page.xpath("//summary/span[@class='text'] | //blockquote | //cite"):
        assert element.get("dir") == "auto"
    assert [mark for mark in page.iter("mark") if mark.text_content() == ARABIC]


@pytest.mark.parametrize(("length", "starts", "ends"), [(0, "", ""), (40, "word", "word"), (400, "… word", "word …")])
def test_context_is_cut_at_words(length: int, starts: str, ends: str) -> None:
    side = "word " * (length // 5)
    before, after = cut_context(f"{side}QUOTE {side}".strip(), len(side), len(side) + 5)
    assert before.startswith(starts)
    assert after.endswith(ends)
    assert len(before) <= 302
    assert len(after) <= 302


def test_a_report_that_is_not_listed_is_refused() -> None:
    brief = replace(make_plain_brief(), sources=())
    with pytest.raises(ValueError, match="does not list it"):
        write_html(brief)


def _span(text: str, quote: str) -> tuple[int, int]:
    return text.index(quote), text.index(quote) + len(quote)
