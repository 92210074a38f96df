"""Reports in the order they came -> for each copy a link to the report it was copied from.

    report -> sketch -> earlier reports that share shingles -> how much, and whether they begin alike -> link

A copy of a copy is linked to the first of them, so that the copies of one text are a star. Words that are the same to
the letter are not entered again: ten thousand copies of one text cost no more to look up than one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from dateline.dedupe.index import ShingleIndex
from dateline.dedupe.sketches import Sketch, make_sketch, measure_lead, measure_shared
from dateline.records import Article, Link, LinkKind

MADE_BY = "dedupe@1"

# Set on the 395 Wikinews articles (English 2019-2020, French 2012), each edited and cut, and on their real pairs: a
# copy that is cut by 60% and edited by 10% shares about .7 of what is left, two reports with one background paragraph
# up to .6, but they begin in other words.
SHARED = 0.4
SHARED_IF_SHORT = 0.45  # of a text of a few sentences: one sentence of background is much of it
SHORT = 100  # shingles
LEAD_SHARED = 0.25
SHARED_SURELY = 0.8  # from here the beginning may differ: something was put in front
FEW = 40  # shingles under which a text is a title or a sentence: long names alone make half of two of those alike
SHARED_IF_FEW = 0.7
MIN_SHINGLES = 4  # below them only the very same words count
TITLE_LIFE = timedelta(days=3)  # a bare title that comes again later is a new one: "Oil prices fall"
N_CANDIDATES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A report that came, as later ones are compared with it. `root_id`: the first report with its text."""

    article_id: str
    root_id: str
    outlet: str
    address: str
    few_words: str
    published_at: datetime | None
    known_at: datetime | None
    sketch: Sketch


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """What a report was copied from: `link` leads to the first report with the text."""

    link: Link
    root_id: str


@dataclass(slots=True)
class CopyFinder:
    """Remembers the reports that came, and finds what the next one is a copy of. Holds about 700 bytes a report."""

    index: ShingleIndex = field(default_factory=ShingleIndex)
    known: list[Known] = field(default_factory=list)
    _by_address: dict[str, int] = field(default_factory=dict)
    _by_words: dict[str, int] = field(default_factory=dict)
    _indexed: set[bytes] = field(default_factory=set)

    def add(self, article: Article, sketch: Sketch | None = None) -> Copy | None:
        """Take in the next report, with its sketch if that is made; what it is a copy of, if of any."""
        known = to_known(article, sketch or sketch_article(article))
        found = self._find(article, known.sketch, known.few_words)
        if found is None:
            self.remember(known)
            return None
        near = self.known[found[0]]
        self.remember(replace(known, root_id=near.root_id))
        return _make_copy(article, near, found[1], found[2])

    def remember(self, known: Known) -> None:
        """Take in a report of which all is known. The very same words are entered once: what finds one finds all."""
        number = len(self.known)
        self.known.append(known)
        words = known.sketch.kept.tobytes()
        if words not in self._indexed:
            self._indexed.add(words)
            self.index.add(number, known.sketch.kept)
        if known.few_words:
            self._by_words.setdefault(known.few_words, number)
        if known.address:
            self._by_address[known.address] = number

    def forget(self, before: datetime) -> None:
        """Forget the reports known before a moment: what is left is as if they had never been looked up."""
        kept = [one for one in self.known if one.known_at is None or one.known_at >= before]
        self.index, self.known = ShingleIndex(), []
        self._by_address, self._by_words, self._indexed = {}, {}, set()
        for one in kept:
            self.remember(one)

    def _find(self, article: Article, sketch: Sketch, key: str) -> tuple[int, float, float] | None:
        """The earlier report that shares most: its number, the share of the shorter and of the longer text."""
        if article.address in self._by_address:
            number = self._by_address[article.address]
            of_shorter, of_longer, _ = measure_shared(sketch, self.known[number].sketch)
            return number, of_shorter, of_longer
        if key:
            at = self._by_words.get(key)
            return (at, 1.0, 1.0) if at is not None and self._is_near(article, self.known[at]) else None
        best: tuple[int, float, float] | None = None
        for number in self.index.find(sketch.kept, N_CANDIDATES):
            shared, of_longer = self._judge(article, sketch, self.known[number])
            if shared and (best is None or (shared, of_longer) > best[1:]):
                best = number, shared, of_longer
        return best

    def _judge(self, article: Article, sketch: Sketch, other: Known) -> tuple[float, float]:
        """The two shares where the reports are copies, else zeros."""
        shared, of_longer, n_shingles = measure_shared(sketch, other.sketch)
        if min(sketch.n_shingles, other.sketch.n_shingles) < FEW or n_shingles < MIN_SHINGLES:
            if not self._is_near(article, other):
                return 0.0, 0.0
            is_copy = shared >= SHARED_IF_FEW and n_shingles >= MIN_SHINGLES
        elif shared >= SHARED_SURELY:
            is_copy = True
        else:
            needed = SHARED_IF_SHORT if min(sketch.n_shingles, other.sketch.n_shingles) < SHORT else SHARED
            is_copy = shared >= needed and measure_lead(sketch, other.sketch) >= LEAD_SHARED
        return (shared, of_longer) if is_copy else (0.0, 0.0)

    @staticmethod
    def _is_near(article: Article, other: Known) -> bool:
        if article.published_at is None or other.published_at is None:
            return True
        return abs(article.published_at - other.published_at) <= TITLE_LIFE


def _make_copy(article: Article, near: Known, shared: float, of_longer: float) -> Copy:
    kind = _kind(article, near, is_exact=shared == of_longer == 1.0)
    link = Link(
        kind=kind,
        left=article.article_id,
        right=near.root_id,
        score=round(shared, 3),
        reason=_say(kind, near, shared, of_longer),
        made_by=MADE_BY,
        made_at=article.known_at,
    )
    return Copy(link=link, root_id=near.root_id)


def to_known(article: Article, sketch: Sketch, root_id: str = "") -> Known:
    """A report as later ones are compared with it."""
    return Known(
        article_id=article.article_id,
        root_id=root_id or article.article_id,
        outlet=article.outlet,
        address=article.address,
        few_words=_text_of(article).casefold().strip()[:200] if len(sketch.kept) < MIN_SHINGLES else "",
        published_at=article.published_at,
        known_at=article.known_at,
        sketch=sketch,
    )


def sketch_article(article: Article) -> Sketch:
    """The sketch of a report's text, of its title where there is no more."""
    return make_sketch(_text_of(article))


def _text_of(article: Article) -> str:
    return article.text if len(article.text) > len(article.title) else article.title


def _kind(article: Article, other: Known, *, is_exact: bool) -> LinkKind:
    is_same_page = article.address != "" and article.address == other.address
    if is_same_page or (article.outlet and article.outlet == other.outlet):
        return LinkKind.REVISION
    return LinkKind.DUPLICATE if is_exact else LinkKind.SYNDICATED


def _say(kind: LinkKind, other: Known, shared: float, of_longer: float) -> str:
    whose = f"'{other.outlet}'" if other.outlet else f"report {other.article_id}"
    if kind is LinkKind.DUPLICATE:
        return f"the same words as {whose}"
    extent = "" if of_longer >= SHARED_SURELY else f", {of_longer:.0%} of the longer one"
    return f"{shared:.0%} of the shorter text is that of {whose}{extent}"
