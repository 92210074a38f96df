"""Copies are found, whole, cut or edited; what only shares a background, or a name, is none."""

import random
from datetime import timedelta

import pytest

from dateline.dedupe import CopyFinder, Witness, find_origins
from dateline.dedupe.shingles import KEPT, hash_words, shingle, thin
from dateline.records import Article, Citation, LinkKind
from making import at, make_article

DAY = at("2025-03-01T12:00")


def write(seed: int, n_words: int) -> str:
    """A text of its own words."""
    chance = random.Random(seed)
    return " ".join("".join(chance.choice("aeioubdglmnrst") for _ in range(6)) for _ in range(n_words))


STORY = write(1, 400)
BACKGROUND = write(2, 120)


def report(article_id: str, text: str, outlet: str = "", *, hours: float = 0, **fields: object) -> Article:
    moment = DAY + timedelta(hours=hours)
    cited = (Citation(outlet=outlet),) if outlet else ()
    return make_article(article_id, text, published_at=moment, known_at=moment, citations=cited, **fields)


def edit(text: str, share: float, seed: int = 1) -> str:
    """Some of the words replaced."""
    chance = random.Random(seed)
    return " ".join("changed" if chance.random() < share else word for word in text.split())


@pytest.mark.parametrize(
    ("copy", "kind"),
    [
        (STORY, LinkKind.DUPLICATE),
        (STORY.upper(), LinkKind.DUPLICATE),
        (edit(STORY, 0.02), LinkKind.SYNDICATED),
        (edit(STORY, 0.1), LinkKind.SYNDICATED),
        (STORY[: int(len(STORY) * 0.4)], LinkKind.SYNDICATED),
        (edit(STORY[: int(len(STORY) * 0.4)], 0.05), LinkKind.SYNDICATED),
    ],
    ids=["same", "capitals", "2%", "10%", "cut", "cut and edited"],
)
@pytest.mark.parametrize("is_first", [True, False], ids=["copy later", "copy first"])
def test_copies_are_found_whichever_comes_first(copy: str, kind: LinkKind, is_first: bool) -> None:
    finder = CopyFinder()
    texts = (STORY, copy) if is_first else (copy, STORY)
    assert finder.add(report("one", texts[0], "AFP")) is None
    found = finder.add(report("two", texts[1], "Daily News"))
    assert found is not None
    assert (found.link.kind, found.link.left, found.link.right, found.root_id) == (kind, "two", "one", "one")


def test_a_shared_background_makes_no_copy() -> None:
    """Two reports that begin in their own words and end in the same paragraph."""
    finder = CopyFinder()
    finder.add(report("one", f"{write(3, 150)} {BACKGROUND}", "Herald"))
    assert finder.add(report("two", f"{write(4, 140)} {BACKGROUND}", "Herald")) is None


def test_long_names_make_no_copy_of_a_sentence() -> None:
    finder = CopyFinder()
    name = "The Al-Qaeda-linked Jama'at Nusrat al-Islam wal-Muslimin and Tuareg Azawad Liberation Front rebels"
    finder.add(report("one", f"{name} seize the northern Mali town of Anéfis.", "France 24"))
    assert finder.add(report("two", f"{name} ambush a Malian military convoy near Gao.", "AllAfrica")) is None


def test_a_bare_title_is_a_copy_only_for_days() -> None:
    finder = CopyFinder()
    finder.add(report("one", "Oil prices fall"))
    near, far = (
        finder.add(report("two", "Oil prices fall", hours=5)),
        finder.add(report("x", "Oil prices fall", hours=99)),
    )
    assert near is not None
    assert far is None


def test_a_page_that_comes_again_is_a_revision_whatever_it_says() -> None:
    finder = CopyFinder()
    finder.add(report("one", STORY, "Herald", address="herald.example/1"))
    found = finder.add(report("two", write(5, 300), "Herald", address="herald.example/1"))
    assert found is not None
    assert found.link.kind is LinkKind.REVISION


def test_copies_of_copies_lead_to_the_first() -> None:
    finder = CopyFinder()
    for number in range(5):
        found = finder.add(report(f"r{number}", edit(STORY, 0.03, seed=number), f"Outlet {number}"))
    assert found is not None
    assert found.root_id == "r0"


def test_ten_thousand_identical_texts_hide_no_other_copy() -> None:
    """The same words are entered once, so they push nothing out of the index."""
    finder = CopyFinder()
    finder.add(report("other", BACKGROUND, "Herald"))
    for number in range(10_000):
        finder.add(report(f"r{number}", STORY, f"Outlet {number}"))
    found = finder.add(report("late", edit(BACKGROUND, 0.02), "Gazette"))
    assert found is not None
    assert found.root_id == "other"


def test_what_is_forgotten_is_not_found() -> None:
    finder = CopyFinder()
    finder.add(report("one", STORY, "AFP"))
    finder.forget(DAY + timedelta(hours=1))
    assert finder.add(report("two", STORY, "Herald", hours=2)) is None


def test_the_smallest_texts_are_taken() -> None:
    """No word, one word, signs only: nothing is raised, and only the very same words are copies."""
    finder = CopyFinder()
    assert [finder.add(report(str(n), text)) for n, text in enumerate((".", "Gao", "!!!", "…"))] == [None] * 4
    again = finder.add(report("again", "gao"))
    assert again is not None
    assert again.root_id == "1"


def test_words_are_hashed_wherever_they_stand() -> None:
    """Case, accents and place leave no trace; scripts without spaces have a word a character."""
    assert hash_words("Ménaka fell")[0] == hash_words("They say that MENAKA")[3]
    assert len(hash_words("日本の首相")) == 5
    assert len(hash_words("👍 𝕊 ok")) == 1


def test_a_long_text_keeps_a_quarter_of_its_shingles() -> None:
    kept, is_whole = thin(shingle(STORY))
    assert not is_whole
    assert (kept % KEPT == 0).all()
    assert (kept[1:] > kept[:-1]).all()


def witness(article_id: str, outlet: str, agency: str = "", root_id: str = "") -> Witness:
    return Witness(article_id=article_id, root_id=root_id or article_id, outlet=outlet, agency=agency)


def test_one_text_one_agency_and_one_outlet_are_one_origin() -> None:
    origins = find_origins(
        [
            witness("a", "Herald", "AFP"),
            witness("b", "Gazette", root_id="a"),
            witness("c", "Tribune", "AFP"),
            witness("d", "Le Monde"),
            witness("e", "Le Monde"),
            witness("f", "BBC"),
        ]
    )
    assert [(one.name, one.article_ids) for one in origins] == [
        ("AFP", ("a", "b", "c")),
        ("Le Monde", ("d", "e")),
        ("BBC", ("f",)),
    ]


def test_a_report_can_tie_two_origins_together() -> None:
    """A copy of one text that credits the agency of another."""
    origins = find_origins([witness("a", "X"), witness("b", "Y", "AP"), witness("c", "Z", "AP", root_id="a")])
    assert [one.article_ids for one in origins] == [("a", "b", "c")]
