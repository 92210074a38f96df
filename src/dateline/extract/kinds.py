"""What a page is: an article, the beginning of one, a live blog, a video, a list of others, an error, or nothing."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from dateline.extract.blocks import Block
from dateline.extract.body import Body
from dateline.extract.markup import Markup, Node, types_of, words_of
from dateline.records import PageKind
from dateline.text import fold

TABLE = Path(__file__).with_name("kinds.toml")
ARTICLE_TYPES = frozenset({
    "Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
    "BackgroundNewsArticle", "AskPublicNewsArticle", "ReviewNewsArticle", "AdvertiserContentArticle",
    "SatiricalArticle", "ScholarlyArticle", "TechArticle", "BlogPosting", "LiveBlogPosting", "SocialMediaPosting",
    "Report", "Review",
})  # fmt: skip
_LISTS = frozenset({"CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage"})
_LOCKED_METAS = ("article:content_tier", "og:article:content_tier", "content_tier", "article.contenttier", "paywall")
# Lengths in Latin letters. The shortest whole report of 142 pages has 771, the next 1,157.
_NO_TEXT = 120
_SHORT = 900
_ERROR_PAGE = 1500  # an error page may carry a notice and a few headlines
_TEASER_SHARE = 0.5  # of the words that the page says its article has
_MANY_LINKED = 0.6  # of the text in a list of others
_FEW_SENTENCES = 3
_CHARS_A_WORD = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """What the kind of a page is judged by."""

    markup: Markup
    article: Node
    blocks: Sequence[Block]
    body: Body
    width: int  # of the text, in Latin letters
    title: str
    url: str
    is_dated: bool


def find_kind(signs: Signs) -> PageKind:
    """The kind of a page. A locked article of which all is there is an article."""
    types = _all_types(signs.markup.nodes)
    if signs.width < _ERROR_PAGE and _begins_with(signs.title, _table()["error_titles"]):
        return PageKind.ERROR
    if _is_live(signs, types):
        return PageKind.LIVE_BLOG
    if signs.width < _SHORT and _is_video(signs, types):
        return PageKind.VIDEO
    if _is_locked(signs) and _is_cut(signs):
        return PageKind.PAYWALLED
    if _is_index(signs, types):
        return PageKind.INDEX
    return PageKind.EMPTY if signs.width < _NO_TEXT else PageKind.ARTICLE


def find_article(nodes: Iterable[Node]) -> Node:
    """The article among the objects of JSON-LD: the first with a headline; else an empty one."""
    articles = [node for node in nodes if types_of(node) & ARTICLE_TYPES]
    named = [node for node in articles if words_of(node.get("headline")) or node.get("articleBody")]
    return next(iter(named or articles), {})


def _all_types(nodes: Iterable[Node]) -> frozenset[str]:
    return frozenset().union(*map(types_of, nodes))


def _begins_with(title: str, beginnings: Iterable[str]) -> bool:
    folded = fold(title)
    return any(folded.startswith(beginning) for beginning in beginnings)


def _is_live(signs: Signs, types: frozenset[str]) -> bool:
    if "LiveBlogPosting" in types:
        return signs.width >= _NO_TEXT
    told = f"{fold(signs.title)} {signs.url.lower()}"
    return signs.width >= _SHORT and any(word in told for word in _table()["live_words"])


def _is_video(signs: Signs, types: frozenset[str]) -> bool:
    stated = signs.markup.meta("og:type").lower()
    if stated.startswith("video"):
        return True
    return "VideoObject" in types and not signs.article and stated != "article"


def _is_locked(signs: Signs) -> bool:
    stated = [node.get("isAccessibleForFree") for node in signs.markup.nodes if "isAccessibleForFree" in node]
    if any(value is False or str(value).lower() == "false" for value in stated):
        return True
    return signs.markup.meta(*_LOCKED_METAS).lower() in _table()["locked_values"]


def _is_cut(signs: Signs) -> bool:
    """Whether only the beginning of the text is there: it is short, or much shorter than the page says."""
    n_words = signs.article.get("wordCount")
    if isinstance(n_words, int | str) and str(n_words).isdecimal() and 0 < len(str(n_words)) < 7:
        return signs.width < _TEASER_SHARE * _CHARS_A_WORD * int(n_words)
    return signs.width < _SHORT


def _is_index(signs: Signs, types: frozenset[str]) -> bool:
    """Whether a page lists others: it says so, or it has no article of its own and its text is links."""
    if signs.article or signs.markup.meta("og:type").lower() == "article":
        return False
    is_front = urlsplit(signs.url).path.strip("/") == "" if signs.url else False
    linked = sum(block.n_linked for block in signs.blocks)
    whole = sum(len(block.text) for block in signs.blocks)
    n_sentences = sum(block.is_prose for block in signs.body.blocks)
    is_linked = whole > 0 and linked > _MANY_LINKED * whole
    if types & _LISTS or is_front:
        return n_sentences <= _FEW_SENTENCES or is_linked or not signs.is_dated
    return is_linked and n_sentences <= _FEW_SENTENCES


@cache
def _table() -> Mapping[str, list[str]]:
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return {name: [fold(text) for text in texts] for name, texts in table.items()}
