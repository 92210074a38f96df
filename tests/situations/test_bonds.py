"""Relations over time: claims into bonds, who followed whom, what is known on a day."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from dateline.reading import read_article
from dateline.records import Article, Bond, Claim, EpisodeState, Excerpt, RelationKind
from dateline.situations import find_bonds, find_handovers, tell_bond

START = date(2020, 1, 1)


def claims(*lines: tuple[str, str]) -> list[Claim]:
    """The claims of one-sentence reports, each (day, text)."""
    found = []
    for number, (day, text) in enumerate(lines):
        at = datetime.fromisoformat(day).replace(tzinfo=UTC)
        article = Article(article_id=f"a{number}", source_id="s", text=text, lang="en", published_at=at, known_at=at)
        reading = read_article(article)
        found += [Claim(one, Excerpt(article, reading.passages[0])) for one in reading.relations]
    return found


def find(bonds: Sequence[Bond], kind: RelationKind, right: str) -> Bond:
    """The bond of a kind with a right side."""
    return next(bond for bond in bonds if bond.kind is kind and bond.right.name == right)


def test_a_bond_has_its_beginning_its_last_report_and_its_end() -> None:
    (bond,) = find_bonds(
        claims(
            ("2020-02-01", "The European Union imposes sanctions on Belarus."),
            ("2020-08-01", "The European Union extends sanctions on Belarus."),
            ("2021-03-01", "The European Union lifts sanctions on Belarus."),
        )
    )
    assert bond.begun is not None
    assert bond.ended is not None
    assert (bond.begun.day, bond.last.day, bond.ended.day) == (date(2020, 2, 1), date(2020, 8, 1), date(2021, 3, 1))
    assert bond.n_reports == 3
    assert tell_bond(bond, date(2021, 4, 1)) is EpisodeState.ENDED


def test_what_is_not_reported_for_long_is_not_known_any_more() -> None:
    (bond,) = find_bonds(claims(("2020-02-01", "The European Union imposes sanctions on Belarus.")))
    assert tell_bond(bond, date(2020, 12, 1)) is EpisodeState.ONGOING
    assert tell_bond(bond, date(2020, 2, 1) + timedelta(days=1000)) is EpisodeState.SILENT


def test_who_takes_an_office_ends_it_for_the_one_before() -> None:
    bonds = find_bonds(
        claims(
            ("2020-01-10", "Bolivian president Luis Vega visits Lima."),
            ("2020-05-01", "Rosa Diaz is sworn in as president of Bolivia."),
            ("2020-06-01", "Bolivian president Rosa Diaz visits Quito."),
        )
    )
    old = next(bond for bond in bonds if bond.left.name == "Luis Vega")
    assert old.ended is not None
    assert old.ended.day == date(2020, 5, 1)
    (change,) = find_handovers(bonds)
    assert (change.of.name, change.out[0].left.name, change.into[0].left.name) == ("Bolivia", "Luis Vega", "Rosa Diaz")


def test_a_title_in_passing_soon_after_the_end_begins_nothing() -> None:
    bonds = find_bonds(
        claims(
            ("2020-05-01", "Rosa Diaz resigns as president of Bolivia."),
            ("2020-05-09", "Bolivian president Rosa Diaz leaves for Madrid."),
        )
    )
    assert [bond.ended is not None for bond in bonds] == [True]


def test_a_former_holder_held_it_until_then_at_the_latest() -> None:
    (bond,) = find_bonds(
        claims(
            ("2020-05-01", "Bolivian president Rosa Diaz visits Lima."),
            ("2020-09-09", "Former Bolivian president Rosa Diaz leaves for Madrid."),
        )
    )
    assert bond.ended is not None
    assert bond.ended.day == date(2020, 9, 9)


def test_a_war_that_breaks_out_again_is_another_one() -> None:
    bonds = find_bonds(
        claims(
            ("2020-01-01", "M23 rebels attack the Congolese army near Goma."),
            ("2020-03-01", "A ceasefire between the Congolese army and the M23 rebels takes effect."),
            ("2020-09-01", "M23 rebels attack the Congolese army near Goma."),
            ("2020-10-01", "M23 rebels attack the Congolese army near Bunia."),
        )
    )
    wars = [bond for bond in bonds if bond.kind is RelationKind.AT_WAR]
    assert [bond.ended is not None for bond in wars] == [True, False]


def test_one_attack_is_no_war() -> None:
    attack = "Israel bombs a Syrian Army base."
    assert not find_bonds(claims(("2020-01-01", attack)))
    assert len(find_bonds(claims(("2020-01-01", attack), ("2020-02-01", attack)))) == 1


def test_who_hosts_others_after_some_left_is_a_change() -> None:
    bonds = find_bonds(
        claims(
            ("2019-06-01", "French troops are deployed in Chad."),
            ("2020-03-01", "The last French troops withdraw from Chad."),
            ("2020-06-01", "Hungarian troops are deployed in Chad."),
        )
    )
    (change,) = find_handovers(bonds)
    assert [bond.right.name for bond in change.out] == ["France"]
    assert [bond.right.name for bond in change.into] == ["Hungary"]


def test_a_force_that_is_reported_there_again_did_not_go() -> None:
    bonds = find_bonds(
        claims(
            ("2020-03-01", "French troops withdraw from Chad."),
            ("2020-06-01", "Hungarian troops are deployed in Chad."),
            ("2020-09-01", "Rebels attack French troops in Chad."),
        )
    )
    assert find_handovers(bonds) == []


def test_a_shorter_name_of_the_same_holder_is_no_other() -> None:
    bonds = find_bonds(
        claims(
            ("2020-01-10", "Bolivian president Rosa Diaz visits Lima."),
            ("2020-02-10", "Bolivian president Rosa Diaz Mamani visits Quito."),
        )
    )
    assert [bond.n_reports for bond in bonds] == [2]


def test_another_spelling_of_the_same_holder_is_no_other() -> None:
    bonds = find_bonds(
        claims(
            ("2020-01-10", "Bolivian president Rosa Mansur Diaz visits Lima."),
            ("2020-02-10", "Bolivian president Rosa Mansour Diaz visits Quito."),
        )
    )
    assert [bond.n_reports for bond in bonds] == [2]


def test_a_mayor_who_leaves_a_party_is_no_state() -> None:
    bonds = find_bonds(claims(("2020-01-10", "The mayor of Lima leaves the Popular Party.")))
    assert all(bond.left.country != bond.left.key for bond in bonds)


def test_each_report_adds_only_what_it_states_and_takes_it_away_again() -> None:
    lines = [
        ("2020-02-01", "The European Union imposes sanctions on Belarus."),
        ("2020-03-01", "Chile formally recognizes Kosovo as a state."),
        ("2020-05-01", "Rosa Diaz is sworn in as president of Bolivia."),
    ]
    everything = find_bonds(claims(*lines))
    for left_out in range(len(lines)):
        fewer = find_bonds([one for one in claims(*lines) if one.excerpt.article.article_id != f"a{left_out}"])
        assert fewer == [one for one in everything if one.first.excerpt.article.article_id != f"a{left_out}"]
