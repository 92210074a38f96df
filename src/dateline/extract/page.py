"""One page, byte for byte -> all that is found in it. Never raises, whatever the bytes are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from urllib.parse import urljoin, urlsplit

from dateline.extract import blocks, dates, inserts, kinds, people
from dateline.extract.blocks import Block, read_blocks
from dateline.extract.body import Body, find_body
from dateline.extract.dates import find_published, find_updated
from dateline.extract.kinds import Signs, find_article, find_kind
from dateline.extract.language import detect_language
from dateline.extract.markup import Markup, Node, one_line, read_markup, words_of
from dateline.extract.people import find_agency, find_authors
from dateline.extract.second import choose_text
from dateline.extract.titles import find_titles
from dateline.records import Extraction, PageKind
from dateline.text import clean, digest

MAX_BODY_BYTES = 16_000_000  # the longest of 142 pages has 2.2 MB
MAX_TEXT_CHARS = 2_000_000
_MAX_FIELD_CHARS = 1000
_MAX_CAPTION_CHARS = 500
_READABLE = frozenset({PageKind.ARTICLE, PageKind.LIVE_BLOG, PageKind.PAYWALLED, PageKind.VIDEO})
_NO_LANGUAGE = frozenset({"utf", "und", "mul", "zxx", "xx"})  # stood where a language should
_WHY_NO_TEXT = {
    PageKind.ERROR: "the page says that something is missing",
    PageKind.INDEX: "the page lists others and has no story of its own",
    PageKind.EMPTY: "no text of an article was found",
}
_TABLES = (blocks.TABLE, dates.TABLE, inserts.TABLE, kinds.TABLE, people.TABLE)


@cache
def made_by() -> str:
    """The extractor's name, version and the digest of its tables: other tables, other extractions."""
    return f"page-extractor@1#{digest(*(table.read_text(encoding='utf-8') for table in _TABLES), length=8)}"


def read_page(raw: bytes, *, url: str = "", content_type: str = "") -> Extraction:
    """All that is found in a page; `url` is where it came from, `content_type` the header's.

    A body of more than 16 MB is not read: its kind is `error`. A page without any element is `empty`.
    """
    if len(raw) > MAX_BODY_BYTES:
        too_long = f"the page has {len(raw):,} bytes; at most {MAX_BODY_BYTES:,} are read"
        return Extraction(made_by=made_by(), kind=PageKind.ERROR, url=_address(url, url), detail=too_long)
    markup = read_markup(raw, content_type)
    if markup is None:
        return Extraction(made_by=made_by(), kind=PageKind.EMPTY, url=_address(url, url), detail="no element in it")
    found = _read_markup(markup, raw, url)
    return replace(found, lang=found.lang or detect_language(found.text)) if found.text else found


def _read_markup(markup: Markup, raw: bytes, url: str) -> Extraction:
    article = find_article(markup.nodes)
    titles = find_titles(markup, article)
    told = markup.meta("og:description", "description", "twitter:description")
    all_blocks = read_blocks(markup.root)
    found = find_body(all_blocks, titles.stated, told)
    text, width = choose_text(found, article, raw, all_blocks)
    here = _canonical(markup, url)
    near = found.headline.order if found.headline else 0
    date = find_published(markup, article, all_blocks, near, here)
    signs = Signs(
        markup=markup, article=article, blocks=all_blocks, body=found, width=width,
        title=titles.title, url=here, is_dated=date is not None,
    )  # fmt: skip
    kind = find_kind(signs)
    outlet = _outlet(markup, article)
    authors, agency = find_authors(markup, article, outlet)
    text = clean(text)[:MAX_TEXT_CHARS].strip() if kind in _READABLE else ""
    return Extraction(
        made_by=made_by(),
        kind=kind,
        title=_field(titles.title),
        text=text,
        authors=tuple(_field(name) for name in authors),
        published_at=date.first if date else None,
        known_at=date.last if date else None,
        updated_at=find_updated(markup, article),
        stated_date=_field(date.text) if date else "",
        lang=_language(markup, article),
        outlet=_field(outlet),
        agency=agency or find_agency(text),
        section=_field(_section(markup, article)),
        image_url=_address(_image(markup, article), here),
        image_caption=_caption(article, all_blocks, found),
        url=here,
        detail=_WHY_NO_TEXT.get(kind, ""),
    )


def _field(text: str) -> str:
    return clean(text)[:_MAX_FIELD_CHARS].replace("\n", " ").strip()


def _canonical(markup: Markup, url: str) -> str:
    """The address that the page gives for itself; else the one it came from."""
    stated = ""
    for link in markup.root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            stated = link.get("href") or ""
            break
    own = _address(stated, url) or _address(markup.meta("og:url"), url)
    came = _address(url, url)
    is_front = own and not urlsplit(own).path.strip("/")
    return came if not own or (is_front and came) else own  # some sites give every page the front page's address


def _address(link: str, base: str) -> str:
    """A web address, made whole; empty for anything else."""
    try:
        whole = urljoin(base, one_line(link)) if link else ""
        parts = urlsplit(whole)
    except ValueError:  # brackets that are no address
        return ""
    is_web = parts.scheme in ("http", "https") and parts.netloc
    return clean(whole) if is_web and len(whole) <= 2 * _MAX_FIELD_CHARS else ""


def _outlet(markup: Markup, article: Node) -> str:
    publisher = article.get("publisher")
    stated = words_of(publisher.get("name")) if isinstance(publisher, dict) else words_of(publisher)
    return markup.meta("og:site_name") or stated or markup.meta("application-name", "dc.publisher")


def _language(markup: Markup, article: Node) -> str:
    stated = (
        markup.root.get("lang"),
        words_of(article.get("inLanguage")),
        markup.meta("og:locale", "content-language", "language", "dc.language"),
    )
    for name in stated:
        code = (name or "").strip().replace("_", "-").partition("-")[0].lower()
        if len(code) in (2, 3) and code.isascii() and code.isalpha() and code not in _NO_LANGUAGE:
            return code
    return ""


def _section(markup: Markup, article: Node) -> str:
    return markup.meta("article:section", "og:article:section", "parsely-section") or words_of(
        article.get("articleSection")
    )


def _image(markup: Markup, article: Node) -> str:
    stated = markup.meta("og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src")
    if stated:
        return stated
    image = article.get("image")
    first = image[0] if isinstance(image, list) and image else image
    return words_of(first.get("url")) if isinstance(first, dict) else words_of(first)


def _caption(article: Node, all_blocks: Sequence[Block], found: Body) -> str:
    """What the data says of the picture; else the first caption below the headline."""
    image = article.get("image")
    first = image[0] if isinstance(image, list) and image else image
    stated = words_of(first.get("caption")) if isinstance(first, dict) else ""
    if not stated and found.blocks:
        begin = found.headline.order if found.headline else 0
        below = (block for block in all_blocks[begin : found.blocks[-1].order] if _is_caption(block))
        stated = next((block.text for block in below), "")
    return clean(stated)[:_MAX_CAPTION_CHARS].strip()


def _is_caption(block: Block) -> bool:
    return block.tag == "figcaption" or any(mark.tag == "figcaption" for mark in block.marks)
