"""How outlets tell the same stories: whose texts count, what is told, and that chance is not."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from dateline.briefs import find_fault
from dateline.briefs.contrasts import Pair, chance_of, find_contrasts
from dateline.briefs.framing import find_own_reports, write_framing
from dateline.briefs.material import Material
from dateline.reading import read_article
from dateline.records import Article, Citation, Excerpt, Reading, Sentence
from making import at
from telling import make_material, make_situation

FILLER = " ".join(["The people of the town stayed at home, and shops were closed for the whole of the day."] * 7)
RUSSIAN, BRITISH = ("RT", "Rossiyskaya Gazeta"), ("The Guardian", "The Times")
N_STORIES = 12


def report(outlet: str, story: int, lead: str, **fields: object) -> Article:
    """A full article on a story."""
    moment = at(f"2025-10-{story + 1:02}T12:00")
    given = {
        "article_id": f"{outlet}-{story}",
        "source_id": "by hand",
        "text": f"{lead} {FILLER}",
        "title": f"Fighting in Freedonia, day {story}",
        "lang": "en",
        "published_at": moment,
        "known_at": moment,
        "citations": (Citation(outlet=outlet),),
    }
    return Article(**{**given, **fields})  # type: ignore[arg-type]


def tell(articles: Sequence[Article]) -> Material:
    """What a brief is made from where the articles are given, each of the story in its id."""
    readings: dict[str, Reading] = {article.article_id: read_article(article) for article in articles}
    excerpts = [Excerpt(a, p) for a in articles for p in readings[a.article_id].passages if p.is_sentence]
    stories = {article.article_id: article.article_id.rpartition("-")[2] for article in articles}
    base = make_material([], make_situation("Freedonia"), "2025-11-07")
    ordered = tuple(sorted(excerpts, key=lambda e: (*e.order, e.passage.position)))
    return replace(base, excerpts=ordered, readings=readings, stories=stories)


def both_sides(**fields: object) -> list[Article]:
    """The same stories by outlets of two countries, which call the same people by other words and name others."""
    theirs = [
        report(o, n, "In Freedonia, armed terrorists attacked the town.", **fields) for o in RUSSIAN for n in range(12)
    ]
    ours = "In Freedonia, armed rebels attacked the town, and Rufus Firefly said that 12 people were killed."
    return theirs + [report(outlet, n, ours, **fields) for outlet in BRITISH for n in range(N_STORIES)]


def told(material: Material) -> list[Sentence]:
    return [entry.content for entry in write_framing(material) if isinstance(entry.content, Sentence)]


def test_tells_the_word_and_what_is_left_out() -> None:
    """Both sentences hold before the last check, which finds every number in the rows and the word in a quote."""
    material = tell(both_sides())
    word, left_out = told(material)
    assert word.text.startswith("“rebels” stands in the first 300 words of 24 of 24 reports by outlets ")
    assert "and of 0 of 24 by " in word.text
    assert "on the same stories (difference 100 points, 95% interval " in word.text
    assert left_out.text.startswith("Left out by some: how many were killed is told in 24 of 24 reports by outlets ")
    articles = {excerpt.article.article_id: excerpt.article for excerpt in material.excerpts}
    for sentence in (word, left_out):
        assert find_fault(sentence, articles, material.as_of, material.readings) is None
        assert find_fault(replace(sentence, text=sentence.text.replace("24", "25")), articles, material.as_of, {})


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"lang": "fr"},
        {"citations": (Citation(outlet="RT"), Citation(outlet="The Guardian"))},
        {"citations": (Citation(outlet="AFP via The Guardian"),)},
        {"text": "In Freedonia, armed terrorists attacked the town."},
        {"text": f"Rebels attacked Freedonia. {FILLER} The Associated Press contributed to this report."},
    ],
)
def test_only_full_articles_of_one_outlet_count(fields: dict[str, object]) -> None:
    """Event lines, agency texts, teasers and other languages are nobody's own words here."""
    material = tell([report("RT", 1, "Rebels attacked the town in Freedonia.", **fields)])
    assert find_own_reports(material) == []


def test_an_outlet_counts_once_a_story() -> None:
    first = report("RT", 1, "Rebels attacked the town in Freedonia.")
    again = report("RT", 1, "In Freedonia, armed terrorists attacked the town.", article_id="later-1")
    assert [own.article.article_id for own in find_own_reports(tell([first, again]))] == ["RT-1"]


def test_silent_without_stories_and_with_few_reports() -> None:
    """Without stories nobody knows what is told of the same; four stories are too few."""
    material = tell(both_sides())
    assert told(replace(material, stories={})) == []
    few = [article for article in both_sides() if article.article_id.endswith(("-1", "-2", "-3", "-4"))]
    assert told(tell(few)) == []


def test_shuffled_outlets_tell_nearly_nothing() -> None:
    """Of reports dealt to two groups by chance, one deal in twenty at most tells anything."""
    chance, n_told = random.Random(20251107), 0
    for _ in range(100):
        reports = [frozenset(w for w in range(200) if chance.random() < 0.05 + w / 400) for _ in range(40)]
        named = [frozenset(map(str, report)) for report in reports]
        n_told += bool(find_contrasts([Pair(names=("A", "B"), groups=(named[:20], named[20:]))]))
    assert n_told <= 5


def test_order_of_groups_changes_nothing() -> None:
    left = [frozenset({"word"})] * 15 + [frozenset()] * 5
    right = [frozenset[str]()] * 20
    found = [find_contrasts([Pair(names=names, groups=groups)])[0] for names, groups in (
        (("A", "B"), (left, right)), (("B", "A"), (right, left)))]  # fmt: skip
    assert found[0] == found[1]
    assert (found[0].what, found[0].first, found[0].second) == ("word", (15, 20), (0, 20))


def test_chance_is_that_of_fisher() -> None:
    """The lady tasting tea: three of four cups right."""
    assert chance_of(3, 4, 1, 4) == pytest.approx(0.4857, abs=1e-4)
    assert chance_of(4, 4, 0, 4) == pytest.approx(2 / 70)
