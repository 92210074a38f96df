"""Whom a report names, resolved within the report and to the actor book."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime

import pytest

from dateline.reading.actors import code_actor, find_mentions, plover_code
from dateline.reading.actors.book import find_holder, load_book, load_entries
from dateline.reading.actors.words import WINDOW_CHARS, key_phrase
from dateline.reading.parsing import can_parse, parse
from dateline.records import ActorKind, Article, Form, Mention


def make_article(text: str, title: str = "", lang: str = "en", day: str = "2025-11-06") -> Article:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return Article(article_id="a", source_id="s", text=text, title=title, lang=lang, published_at=at, known_at=at)


def read(
    text: str, title: str = "", lang: str = "en", *, day: str = "2025-11-06", parsed: bool = False
) -> list[Mention]:
    cuts = [at + 1 for at, char in enumerate(text) if char == "." and text[at + 1 : at + 3].strip().istitle()]
    bounds = [0, *cuts, len(text)]
    spans = [span for span in itertools.pairwise(bounds) if text[slice(*span)].strip()]
    docs = list(parse([text[slice(*span)] for span in spans], lang)) if parsed else []
    return list(find_mentions(make_article(text, title, lang, day), spans, docs))


def ids(text: str, **how: object) -> dict[str, str]:
    return {m.span.quote: m.actor_id for m in read(text, **how)}  # type: ignore[arg-type]


def test_spans_are_of_the_article_in_order_and_apart() -> None:
    """Every quote is the text at its span, and no mention reaches into the next."""
    text = "Mali's army fought JNIM near Gao. The UN and French officials urged Bamako to talk."
    mentions = read(text)
    assert all(text[m.span.start : m.span.end] == m.span.quote for m in mentions)
    assert all(one.span.end <= two.span.start for one, two in itertools.pairwise(mentions))


@pytest.mark.parametrize(
    ("text", "words", "actor_id"),
    [
        ("Malian soldiers fired.", "Malian soldiers", "mli-mil"),
        ("Mali's transitional government resigned.", "Mali's transitional government", "mli-gov"),
        ("The president of France left.", "president of France", "emmanuel-macron"),
        ("The French foreign ministry agreed.", "French foreign ministry", "fra-gov-foreign"),
        ("Hamas militants fired rockets.", "Hamas militants", "hamas"),
        ("UN peacekeepers withdrew.", "UN peacekeepers", "un-mil"),
        ("The police in Goma fired.", "police", "cod-cop"),
        ("Russian and Ukrainian officials met.", "Russian", "rus-gov"),
        ("Former Malian president Bah Ndaw spoke.", "Malian president Bah Ndaw", "bah-ndaw"),
        (
            "Fighters of Jama'at Nusrat al-Islam wal-Muslimin left.",
            "Fighters of Jama'at Nusrat al-Islam wal-Muslimin",
            "jnim",
        ),
        ("Rebel group M23 took the town.", "Rebel group M23", "m23"),
        ("WHO officials arrived.", "WHO officials", "who-gov"),
    ],
)
def test_whose_an_actor_is(text: str, words: str, actor_id: str) -> None:
    """Demonyms, possessives, "of" and places give the country or organisation."""
    assert ids(text)[words] == actor_id


@pytest.mark.parametrize(("day", "holder"), [("2013-01-11", "francois-hollande"), ("2018-01-11", "emmanuel-macron")])
def test_an_office_is_of_its_day(day: str, holder: str) -> None:
    """ "The French president" is who held the office when the report appeared."""
    assert ids("The French president spoke.", day=day)["French president"] == holder


def test_a_person_out_of_office_is_a_person() -> None:
    """The kind of an office holder depends on the day."""
    before, after = (read("Joe Biden spoke.", day=day)[0] for day in ("2023-05-01", "2025-11-06"))
    assert (before.kind, before.role, after.kind) == (ActorKind.GOVERNMENT, "president", ActorKind.PERSON)


def test_a_capital_acts_or_is_a_place() -> None:
    """ "Paris rejected" is the government of France, "in Paris" is no actor."""
    assert ids("Paris rejected the claim.")["Paris"] == "fra-gov"
    assert "Paris" not in ids("Leaders met in Paris on Monday.")
    assert ids("Relations with Moscow are bad.")["Moscow"] == "rus-gov"


def test_a_country_in_which_something_happens_is_no_actor() -> None:
    """ "In Mali" is a place, "Mali accused" an actor."""
    assert "Mali" not in ids("Gunmen attacked a village in Mali.")
    assert ids("Mali accused Ukraine.") == {"Mali": "mli", "Ukraine": "ukr"}


def test_an_acronym_in_brackets_stands_for_the_name() -> None:
    """What the report defines holds in the report."""
    found = ids("The Sahel Farmers Union (SFU) protested. SFU members marched.", parsed=True)
    assert found["SFU"] == found["Sahel Farmers Union"]


def test_surnames_and_pronouns_take_up_a_person() -> None:
    """ "Diop" and "he" are the minister named before."""
    text = "Malian foreign minister Abdoulaye Diop arrived. Diop said he was pleased."
    found = read(text)
    assert {m.actor_id for m in found} == {"abdoulaye-diop"}
    assert [m.form for m in found] == [Form.NAME, Form.NAME, Form.PRONOUN]


def test_the_ministry_is_the_one_named_before() -> None:
    """A short form takes up the last organ that fits."""
    found = ids("The French foreign ministry protested. The ministry will respond.")
    assert found["ministry"] == "fra-gov-foreign"


def test_an_apposition_tells_who_somebody_is() -> None:
    """The noun beside a name is the same actor, and tells country and kind."""
    text = "Oumar Mariko, the leader of the opposition party, condemned the army."
    first, second, *_ = read(text)
    assert (first.actor_id, second.actor_id) == ("x-oumar-mariko", "x-oumar-mariko")
    assert first.kind is ActorKind.PARTY


def test_a_linked_group_is_the_one_the_report_names() -> None:
    """ "Al-Qaeda-linked militants" are the group of the report that the book has under al-Qaeda; else nobody sure."""
    found = ids("JNIM attacked. The al-Qaeda-linked militants burnt trucks.")
    assert found["al-Qaeda-linked militants"] == "jnim"
    alone = read("The al-Qaeda-linked militants burnt trucks.")[0]
    assert (alone.actor_id, alone.candidates) == ("x-reb", ("al-qaeda",))


def test_ambiguity_is_kept() -> None:
    """A word for two countries names the one that the report is about, and the other as a candidate."""
    mention = read("Congolese soldiers fled.")[0]
    assert {mention.actor_id, *mention.candidates} == {"cod-mil", "cog-mil"}


def test_an_unknown_person_has_a_stable_id() -> None:
    """The id comes from the folded name."""
    assert ids("Senator Élodie Traoré spoke.")["Senator Élodie Traoré"] == "x-elodie-traore"


def test_a_pronoun_of_nobody_has_no_id() -> None:
    """A pronoun without anybody before it stands for nobody who can be told."""
    mention = read("He left.")[0]
    assert (mention.actor_id, mention.form) == ("", Form.PRONOUN)


def test_words_in_small_letters_are_no_acronyms() -> None:
    """ "who" is no organisation, "us" no country."""
    assert "who" not in {m.actor_id for m in read("Those who helped us left.")}
    assert "usa" not in {m.actor_id for m in read("Those who helped us left.")}


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("Senior Romanian officials", ("ROU", "GOV")),
        ("Tokyo", ("JPN", "GOV")),
        ("Hungarian", ("HUN", "")),
        ("NATO peacekeeping troops", ("IGO", "MIL")),
        ("Phillippines military", ("PHL", "MIL")),
        ("Israel's high court", ("ISR", "JUD")),
        ("rebels in Darfur", ("SDN", "REB")),
        ("President Obama", ("USA", "GOV")),
        ("police", ("", "COP")),
    ],
)
def test_a_bare_phrase_is_coded(phrase: str, code: tuple[str, str]) -> None:
    """Phrases cut from sentences get the PLOVER codes of their actors."""
    mention = code_actor(phrase, on=date(2000, 1, 1))
    assert mention is not None
    assert plover_code(mention) == code


def test_the_sentence_tells_what_the_phrase_does_not() -> None:
    """A bare demonym is of the noun beside it in the sentence."""
    mention = code_actor("Hungarian", "Senior Hungarian and Romanian officials agreed.")
    assert mention is not None
    assert plover_code(mention) == ("HUN", "GOV")
    assert code_actor("", "") is None


def test_the_book_holds_together() -> None:
    """Ids are unique, offices of one person and role do not overlap with another's, larger groups exist."""
    entries = load_entries()
    assert all(not entry.part_of or entry.part_of in entries for entry in entries.values())
    holder = find_holder("MLI", "president", "2022-01-01")
    assert holder is not None
    assert holder.actor_id == "assimi-goita"
    assert load_book().find(key_phrase("JNIM"), "JNIM")[0].actor_id == "jnim"
    for entry in entries.values():
        for role in entry.roles:
            assert not role.end or role.start <= role.end, entry.actor_id


@pytest.mark.parametrize(
    "text",
    [
        "\x00\x01",
        "''''",
        "(((",
        "Mali " * 40_000,
        "of the " * 30_000,
        "Mali's " * 30_000,
        "ﷺ 𝕊 é\u0301 مالي Мали 马里 " * 2_000,
    ],
)
def test_hostile_text_is_read(text: str) -> None:
    """Long, mixed and broken text gives mentions within the text, no further than the window."""
    mentions = find_mentions(make_article(text), [(0, len(text))])
    assert all(m.span.end <= WINDOW_CHARS + 50 for m in mentions)


def test_reading_twice_gives_the_same() -> None:
    """The same report gives the same mentions."""
    text = "Mali's army fought JNIM. The army said it won. Paris and the UN urged it to talk."
    assert read(text, parsed=can_parse("en")) == read(text, parsed=can_parse("en"))


def test_a_government_is_called_after_who_leads_it() -> None:
    """ "The Obama administration" is the government of his country."""
    assert ids("The Obama administration agreed.", day="2012-01-01") == {"Obama administration": "usa-gov"}


def test_a_bare_surname_is_kept_open() -> None:
    """A surname alone is an actor of its own; who holds office under it is a candidate."""
    mention = read("Mr Macron left.")[0]
    assert (mention.actor_id, mention.candidates) == ("x-macron", ("emmanuel-macron",))


def test_a_noun_takes_up_the_name_that_holds_it() -> None:
    """ "The court" is the International Criminal Court named before."""
    found = ids("Prosecutors of the International Criminal Court spoke. The court will rule.")
    assert found["court"] == "icc"


def test_the_sentence_tells_whose_the_police_are() -> None:
    """The one country of a sentence owns a bare organ in it; with two, and no report about either, it stays open."""
    text = (
        "Gunmen stormed a town in Nigeria, police said. Chad and Ghana differ, officials said. Peru. Peru. Cuba. Cuba."
    )
    found = {m.span.quote: m.actor_id for m in read(text)}
    assert (found["Gunmen"], found["police"], found["officials"]) == ("nga-uaf", "nga-cop", "x-gov")


def test_a_persons_government_is_of_the_persons_country() -> None:
    """ "Tinubu's government" is Nigeria's."""
    found = ids("President Bola Tinubu spoke. Tinubu's government agreed.")
    assert found["Tinubu's government"] == "nga-gov"


def test_a_subject_stays_one() -> None:
    """Who is the subject of a sentence is it still where the sentence names it again."""
    text = "Mali said that it had met France in Mali. It will respond."
    found = read(text, parsed=True)
    assert found[-1].actor_id == "mli"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The party named Bayes for President of France.", "President of France"),
        ("In France, Bayes ran for vice president and won.", "vice president"),
        ("France heard the president of the club.", "president"),
        ("France said Bayes, president of a bank, had left.", "president"),
    ],
)
def test_an_office_that_is_not_held_is_nobodys(text: str, words: str) -> None:
    """ "For president" and "president of a club" are not who holds the office of the country today."""
    assert "emmanuel-macron" not in ids(text).values()
    assert ids("France heard the president.")["president"] == "emmanuel-macron"


def test_the_country_named_before_in_the_sentence_owns_a_bare_noun() -> None:
    """A sentence's own country goes before the one that the report is about, where it stands before the noun."""
    text = "Colombia protested. Colombia's minister left. Venezuela's government has sent troops. The army met Peru."
    found = ids(text)
    assert (found["troops"], found["army"]) == ("ven-mil", "col-mil")


def test_nobody_does_to_himself_what_a_pronoun_says() -> None:
    """The subject of a clause is not its object, unless it is "himself"."""
    assert ids("Rebels captured soldiers and executed them.", parsed=True)["them"] == "x-mil"
    assert ids("Macron met Mr Diop, and he thanked him.", parsed=True)["him"] == "x-diop"


@pytest.mark.parametrize(
    ("text", "actor_id"),
    [
        ("Colombia said the National Liberation Army had left.", "outlet-the-national"),
        ("In Berlin the Social Democratic Party won.", "democratic-party"),
        ("Voters chose the Democratic Party of Kosovo.", "democratic-party"),
    ],
)
def test_a_longer_name_is_another(text: str, actor_id: str) -> None:
    """A name of the book inside a longer one is not the actor of the book."""
    assert actor_id not in ids(text).values()
    assert "democratic-party" in ids("The Democratic Party won.").values()
    assert "cia" in ids("He left the United States Central Intelligence Agency in May.").values()


def test_a_full_name_takes_up_no_other() -> None:
    """ "The Supreme Court" is not the European Court of Justice named before, "the court" is."""
    text = "The European Court of Justice ruled. The Supreme Court of Justice agreed. The court sat."
    found = {m.span.quote: m.actor_id for m in read(text, parsed=True)}
    assert found["Supreme Court of Justice"] != found["European Court of Justice"] == found["court"]


def test_a_village_is_an_actor_only_where_it_acts() -> None:
    """Settlements and vehicles without owner that neither act nor are attacked, and abstract nouns, are nobody."""
    found = ids("The village was quiet. The helicopter crashed. Alliances shifted. The insurgency began.", parsed=True)
    assert found == {}
    assert ids("The village protested.", parsed=True) == {"village": "x-cvl"}
    assert ids("Russian drones came.", parsed=True) == {"Russian drones": "rus-mil"}
    assert "x-pty" not in ids("Both parties to the conflict met. The candidates spoke.", parsed=True).values()


@pytest.mark.parametrize(
    "text",
    [
        "The army plans to retake Tibu by the end of March.",
        "Shells hit the Zamzam displacement camp on Monday.",
        "Clashes went on near the town of Mabanga on Monday.",
    ],
)
def test_an_unknown_village_is_no_person(text: str) -> None:
    """The words around a name that nobody knows say that it is a place's."""
    assert not [m for m in read(text, parsed=True) if m.actor_id.startswith("x-") and m.form is Form.NAME]


def test_an_apposition_may_have_a_complement() -> None:
    """ "A spokesman for the 6th Division" says more of the name before it."""
    first, second, *_ = read("Diego Almorato, a spokesman for the 6th Division, said so.", parsed=True)
    assert first.actor_id == second.actor_id == "x-diego-almorato"


def test_a_surname_of_two_words_is_the_persons() -> None:
    """ "Glawe-Pietsch" is Eva Glawe-Pietsch named before."""
    found = read("Senator Eva Glawe-Pietsch sued. Glawe-Pietsch won.", parsed=True)
    assert {m.actor_id for m in found} == {"x-eva-glawe-pietsch"}


def test_an_organisation_is_one_with_its_country_and_without() -> None:
    """ "U.S. Harvest Party" and "Harvest Party" are one in a report."""
    found = ids("The U.S. Harvest Party protested. Members of the Harvest Party will meet.", parsed=True)
    assert len({actor_id for words, actor_id in found.items() if "Harvest Party" in words}) == 1


def test_where_a_person_is_from_is_no_actor() -> None:
    """ "French" of "French inventor Jean Dupont" is not France, but his country."""
    (mention,) = read("The French inventor Franky Zapata left.", parsed=True)
    assert (mention.actor_id, mention.country) == ("x-franky-zapata", "FRA")


def test_countries_are_not_the_one_named_before() -> None:
    """ "The country" takes up the country that acts, "the countries" and "both parties" take up nobody."""
    found = ids("France agreed. The country voted. The countries met. Both parties left.")
    assert found["country"] == "fra"
    assert found["countries"] != "fra" != found["parties"]
