"""Pages that are no plain article say what they are."""

from typing import Any

import pytest
from news_pages import ARMY, article, page, paragraphs

from dateline.extract import read_page
from dateline.records import PageKind

LONG = tuple(f"{line} It was the {n}th time this year, and few expected it." for n in range(4) for line in ARMY)


def kind_of(raw: bytes, url: str = "https://paper.example/world/story") -> PageKind:
    return read_page(raw, url=url).kind


@pytest.mark.parametrize(
    "title", ["404 - Page not found", "Seite nicht gefunden | Kurier", "Страница не найдена", "ページが見つかりません"]
)
def test_a_page_that_says_it_is_missing_is_an_error(title: str) -> None:
    """A friendly page in place of a missing one, in any language; it has no text to read."""
    found = read_page(
        page(f"<h1>{title}</h1><p>Sorry, what you are looking for has moved. Try the search.</p>", title=title)
    )
    assert found.kind is PageKind.ERROR
    assert found.text == ""


def test_a_report_about_a_number_is_no_error() -> None:
    """An article whose title begins like an error's is read."""
    assert kind_of(page(article(*LONG, headline="404 dead in floods"), title="404 dead in floods")) is PageKind.ARTICLE


def test_a_live_blog_is_one_by_its_data_or_its_name() -> None:
    """Either the type says so, or the title does and the text is long."""
    data = {"@type": "LiveBlogPosting", "headline": "Vote count as it happens"}
    assert kind_of(page(article(*ARMY), data=data)) is PageKind.LIVE_BLOG
    assert (
        kind_of(page(article(*LONG, headline="Liveblog: Vote count"), title="Liveblog: Vote count"))
        is PageKind.LIVE_BLOG
    )


LOCKED: dict[str, Any] = {"@type": "NewsArticle", "headline": "Army leaves Tessit", "isAccessibleForFree": False}


def test_a_locked_page_with_a_teaser_is_paywalled() -> None:
    """The beginning is kept."""
    found = read_page(page(article(*ARMY[:2]), data=LOCKED))
    assert found.kind is PageKind.PAYWALLED
    assert found.text == "\n".join(ARMY[:2])


def test_a_locked_page_with_its_whole_text_is_an_article() -> None:
    """What matters is whether the text is there, not whether readers are asked to pay."""
    assert kind_of(page(article(*LONG), data=LOCKED | {"isAccessibleForFree": "False"})) is PageKind.ARTICLE
    assert kind_of(page(article(*LONG), data=LOCKED | {"wordCount": 5000})) is PageKind.PAYWALLED


def test_a_video_is_one_unless_an_article_comes_with_it() -> None:
    """A film with a line of description is a video; an article with a film is an article."""
    film = {"@type": "VideoObject", "name": "The last convoy"}
    assert kind_of(page(article(ARMY[0], headline="The last convoy"), data=film)) is PageKind.VIDEO
    assert kind_of(page(article(*LONG), data=[film, {"@type": "NewsArticle", "headline": "X"}])) is PageKind.ARTICLE


def test_a_page_of_links_to_others_is_an_index() -> None:
    """A front page or a section has headlines and no story."""
    cards = "".join(f'<div class="c"><h3><a href="/{n}">{line}</a></h3></div>' for n, line in enumerate(LONG))
    assert kind_of(page(f"<main>{cards}</main>", title="World news")) is PageKind.INDEX
    teasers = page(f"<main>{cards}<p>{ARMY[0]}</p></main>", title="The Paper")
    assert kind_of(teasers, url="https://paper.example/") is PageKind.INDEX
    assert read_page(teasers, url="https://paper.example/").text == ""


@pytest.mark.parametrize("raw", [b"", b"   ", b"<html></html>", page(""), page(paragraphs("Loading"))])
def test_a_page_without_text_is_empty(raw: bytes) -> None:
    """Nothing at all, or nothing but a frame."""
    assert kind_of(raw) is PageKind.EMPTY


def test_a_body_that_is_far_too_long_is_an_error() -> None:
    """It is not read, and says so."""
    found = read_page(b"<p>" + b"x" * 16_000_001, url="https://paper.example/1")
    assert (found.kind, found.text, found.url) == (PageKind.ERROR, "", "https://paper.example/1")
