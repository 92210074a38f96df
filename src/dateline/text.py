"""Pure text tools: cleaning, hashing, words."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufeff\ufffe]")
_SPACES = re.compile(r"[ \t\u00a0\u202f\u2009]+")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)?")


def clean(text: str) -> str:
    """Text fit to keep: NFC, no control characters or lone surrogates, single spaces, Unix line ends."""
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = _SPACES.sub(" ", _CONTROL.sub(" ", text))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def fold(text: str) -> str:
    """Text to compare by: lower case, without accents, straight apostrophes, plain dashes."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold()  # 𝕊 has no small letter before, S has
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.replace("’", "'").replace("‘", "'").replace("–", "-").replace("—", "-")


def words(text: str) -> list[str]:
    """The words of a text in order, folded; numbers count as words, possessive 's does not."""
    return [word.removesuffix("'s") for word in _WORD.findall(fold(text))]


def digest(*parts: str, length: int = 16) -> str:
    """A short stable id for a tuple of texts."""
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()[:length]


def slug(text: str) -> str:
    """A name fit for a file or an id: lower case, plain letters and digits, hyphens between."""
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")


def is_web(url: str) -> bool:
    """Whether a text is a web address, and not a file's name or an id."""
    return url.startswith(("http://", "https://"))


def host_of(url: str) -> str:
    """The host of a web address without "www.", or an empty string."""
    found = re.match(r"https?://(?:www\.)?(\[[^\]]*\]|[^/:?#]+)", url)
    return found[1] if found else ""


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word, with an ellipsis where something was left out."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    """The share of the shorter bag's words that the other has too, from 0 to 1."""
    return len(left & right) / max(1, min(len(left), len(right)))


def cut_at(text: str, stretches: Iterable[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it lies in one of some stretches (start, end)."""
    marked = list(stretches)
    edges = sorted({0, len(text), *(edge for stretch in marked for edge in stretch)})
    return [(text[a:b], any(start <= a and b <= end for start, end in marked)) for a, b in pairwise(edges)]
