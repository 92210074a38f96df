"""What is taken as a claim that something rose or fell, and where and when it is said of."""

from datetime import UTC, date, datetime

import pytest

from dateline import reading
from dateline.measures import find_claims
from dateline.measures.trends import find_trends
from dateline.records import Article, Excerpt, TrendClaim, Way

COUNTRIES = ("MLI", "NER", "BFA")


def claim_of(text: str, day: str = "2021-09-13", countries: tuple[str, ...] = COUNTRIES) -> list[TrendClaim]:
    """The claims in a report of a day."""
    moment = datetime.fromisoformat(day).replace(tzinfo=UTC)
    article = Article(article_id="a", source_id="s", text=text, lang="en", published_at=moment, known_at=moment)
    read = reading.read_article(article)
    return list(find_claims([Excerpt(article, one) for one in read.passages], {"a": read}, countries))


@pytest.mark.parametrize(
    ("sentence", "topic", "way"),
    [
        ("Security in the north has worsened since 2021.", "security", Way.UP),
        ("Officials say security has improved.", "security", Way.DOWN),
        ("The election was marred by a dramatic surge of terrorist attacks.", "violence", Way.UP),
        ("The vote was held amid a deteriorating security situation.", "security", Way.UP),
        ("The conflict, mainly in the west, worsens near the border.", "violence", Way.UP),
        ("Attacks by armed groups have fallen sharply.", "violence", Way.DOWN),
        ("The army has reduced attacks by half.", "violence", Way.DOWN),
        ("An increasing number of attacks on villages was recorded.", "violence", Way.UP),
        ("Fighting continues to intensify.", "violence", Way.UP),
        ("The number of internally displaced people has doubled.", "displacement", Way.UP),
        ("A drop in the number of refugees was seen.", "refugees", Way.DOWN),
        ("The number of refugees living in Niger has doubled.", "hosted", Way.UP),
        ("Refugees from Mali in Niger have increased.", "refugees", Way.UP),
        ("A truce comes as instability worsens.", "instability", Way.UP),
    ],
)
def test_what_is_told_of_a_topic_is_a_claim(sentence: str, topic: str, way: Way) -> None:
    """Verbs, adjectives, nouns and doers; better security is fewer deaths."""
    [found] = find_trends(sentence)
    assert (found.topic, found.way, found.is_denied) == (topic, way, False)


@pytest.mark.parametrize(
    "sentence",
    [
        "Violence could worsen.",
        "Violence is expected to rise.",
        "Officials fear a rise in violence.",
        "The UN calls for a reduction in violence.",
        "The army was sent to reduce attacks.",
        "If attacks increase, the road will close.",
        "The death toll from the attacks rises to eight.",
        "Security forces have increased patrols.",
        "The attacks increased fears of war.",
        "Cyber attacks have increased.",
        "Improved airport security pleased the airline.",
        "A growing sense of insecurity was felt.",
        "Violence broke out again.",
        "Troops were deployed to provide better security.",
        "Thousands marched for better security.",
        "Macroeconomic stability has improved.",
        "Violence against women has increased.",
        "The number of refugees arriving in Chad has fallen.",
    ],
)
def test_what_is_feared_wanted_or_of_something_else_is_none(sentence: str) -> None:
    """Nor is a toll, nor what the topic did to something else."""
    assert find_trends(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The shift has not brought stability.",
        "The government failed to improve security.",
        "The violence is not abating.",
        "Security did not improve.",
        "There was no decline in violence.",
    ],
)
def test_a_denial_is_kept(sentence: str) -> None:
    """It is said not to have gone that way."""
    [found] = find_trends(sentence)
    assert (found.way, found.is_denied) == (Way.DOWN, True)


def test_what_is_denied_is_the_claim_and_not_something_else() -> None:
    """Failing to contain rising violence denies no rise."""
    for sentence in ("The government has failed to contain rising violence.", "There is no end to growing insecurity."):
        assert [one.is_denied for one in find_trends(sentence)] == [False]


def test_what_it_is_compared_with_is_not_when_it_was() -> None:
    """Nor is the day on which it was said."""
    for text in (
        "Attacks in Mali have increased compared with 2019.",
        "Attacks in Mali have increased from last year.",
        "Security in Mali has worsened, he said Monday.",
    ):
        (claim,) = claim_of(text)
        assert (claim.first, claim.last) == (None, None), text


def test_a_claim_has_its_words_place_and_time() -> None:
    """The span is the words; a town is kept beside its country, and what goes on ends with the report."""
    [claim] = claim_of("Attacks in Gao, Mali, have increased since March 2020, an official said.")
    assert claim.words.quote == "Attacks in Gao, Mali, have increased"
    assert (claim.iso3, claim.place) == ("MLI", "Gao")
    assert (claim.first, claim.last) == (date(2020, 3, 1), date(2021, 9, 13))


def test_where_no_time_is_named_there_is_none() -> None:
    """A weekday on which it was said is no time that it is said of."""
    [claim] = claim_of("Security in Mali has worsened, the minister told reporters in Bamako on Monday.")
    assert (claim.first, claim.last) == (None, None)


def test_a_short_time_beside_it_is_its_own() -> None:
    """This week is this week, though figures by month cannot tell of it."""
    [claim] = claim_of("Attacks in Mali surged last week.")
    assert claim.first is not None
    assert claim.last is not None
    assert (claim.last - claim.first).days == 6


def test_a_claim_of_another_country_is_left_aside() -> None:
    """Nearest in its sentence counts; where the sentence names none, what the report names."""
    assert claim_of("Violence in Sudan has worsened.") == []
    [claim] = claim_of("Soldiers patrolled Niamey. Violence has worsened.")
    assert claim.iso3 == "NER"
    assert claim_of("Violence has worsened.") == []
    [only] = claim_of("Violence has worsened.", countries=("MLI",))
    assert only.iso3 == "MLI"


def test_a_question_claims_nothing() -> None:
    """Nor does a plan."""
    assert claim_of("Has security in Mali worsened since 2021?") == []
