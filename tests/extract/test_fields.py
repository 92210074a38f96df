"""Titles, dates, authors and agencies in the forms in which pages state them."""

from datetime import UTC, datetime
from typing import Any

import pytest
from news_pages import ARMY, article, page

from dateline.extract import read_page
from dateline.extract.dates import read_date
from dateline.extract.people import find_agency


def head(**metas: str) -> str:
    """Meta tags; two underscores stand for a colon."""
    return "".join(f'<meta property="{name.replace("__", ":")}" content="{value}">' for name, value in metas.items())


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Army leaves Tessit | The Sahel Paper", "Army leaves Tessit"),
        ("Army leaves Tessit - World - The Sahel Paper", "Army leaves Tessit"),
        ("Army leaves Tessit – Sahel Paper", "Army leaves Tessit"),
        ("Army leaves Tessit: what we know - and what not", "Army leaves Tessit: what we know - and what not"),
        ("Army &amp;amp; rebels&nbsp;talk", "Army & rebels talk"),
        ("The Sahel Paper", "The Sahel Paper"),
    ],
)
def test_the_outlet_is_cut_from_a_title_and_nothing_else(stated: str, title: str) -> None:
    """By its stated name, in any length; a dash in the headline stays."""
    above = head(og__title=stated, og__site_name="The Sahel Paper")
    body = (
        article(*ARMY, headline="Army leaves Tessit") if title == "Army leaves Tessit" else article(*ARMY, headline="")
    )
    assert read_page(page(body, head=above)).title == title


def test_two_statements_outweigh_a_third() -> None:
    """Where og:title was made for other sites, the heading and the data tell the title."""
    data = {"@type": "NewsArticle", "headline": "Army leaves Tessit"}
    assert (
        read_page(page(article(*ARMY), head=head(og__title="You won't believe it"), data=data)).title
        == "Army leaves Tessit"
    )


@pytest.mark.parametrize(
    ("stated", "first"),
    [
        ("2025-11-07T18:30:00+0100", "2025-11-07T17:30"),
        ("2025-11-07T18:30:00.000Z", "2025-11-07T18:30"),
        ("2025-11-07 18:30", "2025-11-07T18:30"),
        ("Fri, 07 Nov 2025 18:30:00 GMT", "2025-11-07T18:30"),
        ("Fri Nov 07 18:30:00 CET 2025", "2025-11-07T17:30"),
        ("1762540200", "2025-11-07T18:30"),
        ("07.11.2025 | 18:30 Uhr", "2025-11-07T18:30"),
        ("Stand: 7. November 2025, 18.30 Uhr", "2025-11-07T18:30"),
        ("Publié le 7 novembre 2025 à 18h30", "2025-11-07T18:30"),
        ("Publicado el 7 de noviembre de 2025", "2025-11-07T00:00"),
        ("7 de Novembro de 2025 às 18:30", "2025-11-07T18:30"),
        ("7 novembre 2025 - 18:30", "2025-11-07T18:30"),
        ("7 november 2025 om 18:30", "2025-11-07T18:30"),
        ("7 ноября 2025, 18:30", "2025-11-07T18:30"),
        ("7 листопада 2025, 18:30", "2025-11-07T18:30"),
        ("٧ نوفمبر ٢٠٢٥ 18:30", "2025-11-07T18:30"),
        ("٧ تشرين الثاني ٢٠٢٥", "2025-11-07T00:00"),
        ("7 Kasım 2025 18:30", "2025-11-07T18:30"),
        ("Jumat, 7 November 2025 18:30 WIB", "2025-11-07T11:30"),
        ("7. listopadu 2025 18:30", "2025-11-07T18:30"),
        ("November 7th, 2025", "2025-11-07T00:00"),
        ("2025年11月7日 18時30分", "2025-11-07T18:30"),
        ("2025년 11월 7일 18:30", "2025-11-07T18:30"),
        ("11/27/2025", "2025-11-27T00:00"),
        ("7/11/2025", "2025-11-07T00:00"),
    ],
)
def test_a_date_is_read_in_the_forms_of_many_languages(stated: str, first: str) -> None:
    """Data, headers and lines for readers; without a time it is the whole day."""
    found = read_date(stated, "cs" if "listopadu" in stated else "")
    assert found is not None
    assert found.first == datetime.fromisoformat(first).replace(tzinfo=UTC)
    assert (found.last == found.first) == (not first.endswith("00:00"))


@pytest.mark.parametrize(
    "stated", ["", "yesterday", "2025", "99.99.2025", "31 February 2025", "0000-00-00", "12:30", "7 Foo 2025"]
)
def test_what_is_no_date_is_none(stated: str) -> None:
    """No day is made up."""
    assert read_date(stated) is None


def test_a_month_is_taken_in_the_language_of_the_page() -> None:
    """Listopad is November in Polish and Czech, and October in Croatian."""
    days = [read_date("7 listopad 2025", lang) for lang in ("pl", "hr")]
    assert [found.first.month for found in days if found] == [11, 10]


@pytest.mark.parametrize(
    ("body", "above", "url", "stated"),
    [
        (
            "",
            head(article__published_time="2025-11-07T23:30:00-05:00", article__modified_time="2025-11-09"),
            "",
            "2025-11-07T23:30:00-05:00",
        ),
        ("", '<meta itemprop="datePublished" content="2025-11-07">', "", "2025-11-07"),
        (
            '<time datetime="2025-11-01">old</time><time itemprop="datePublished" datetime="2025-11-07">',
            "",
            "",
            "2025-11-07",
        ),
        ('<p class="d">7 November 2025</p>', "", "https://a.example/2025/11/01/x", "2025-11-07"),
        ("", "", "https://a.example/2025/11/07/army-leaves", "2025-11-07"),
        ("", "", "https://a.example/army-leaves", ""),
    ],
)
def test_the_surest_statement_of_the_date_is_taken(body: str, above: str, url: str, stated: str) -> None:
    """Meta tags before marked times, those before lines, lines before the address; none is made up."""
    found = read_page(page(article(*ARMY, above=body), head=above), url=url)
    assert found.stated_date == stated


def test_a_time_without_a_zone_is_taken_with_it_from_elsewhere() -> None:
    """The same time is stated twice, once with its zone."""
    data = {"@type": "NewsArticle", "headline": "X", "datePublished": "2025-11-07T18:30"}
    found = read_page(page(article(*ARMY), data=data, head=head(article__published_time="2025-11-07T18:30:00+07:00")))
    assert found.published_at == datetime(2025, 11, 7, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("author", "people", "agency"),
    [
        ("Amina Diallo", ("Amina Diallo",), ""),
        ("By Amina Diallo and Jean-Luc N'Guessan", ("Amina Diallo", "Jean-Luc N'Guessan"), ""),
        (["Amina Diallo", {"@type": "Person", "name": "amina diallo"}], ("Amina Diallo",), ""),
        ({"@type": "Person", "name": "Amina Diallo (amina@paper.example)"}, ("Amina Diallo",), ""),
        ("Von Jörg Müller, dpa", ("Jörg Müller",), "dpa"),
        ("Ursula von der Leyen", ("Ursula von der Leyen",), ""),
        ({"@type": "Organization", "name": "Agence France-Presse"}, (), "AFP"),
        ({"@type": "Organization", "name": "The Sahel Paper"}, (), ""),
        ("The Sahel Paper", (), ""),
        ("Newsroom", (), ""),
        ("https://facebook.com/paper", (), ""),
        ("Автор: Ярослав Мельник", ("Ярослав Мельник",), ""),
        ([[[[[["deep"]]]]]], (), ""),
    ],
)
def test_authors_are_people(author: Any, people: tuple[str, ...], agency: str) -> None:
    """Each once, without what stands around the name; agencies and the outlet are none."""
    data = {"@type": "NewsArticle", "headline": "X", "author": author}
    found = read_page(page(article(*ARMY), data=data, head=head(og__site_name="The Sahel Paper")))
    assert (found.authors, found.agency) == (people, agency)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("BAMAKO, Nov 7 (Reuters) - The army left the town.", "Reuters"),
        ("Husum (dpa/lno) - Eine Fähre ist aufgelaufen.", "dpa"),
        ("The army left the town. (Xinhua)", "Xinhua"),
        ("Die Armee ist abgezogen.\nQuelle: AFP", "AFP"),
        ("北京11月7日电（新华社）会议举行。", "Xinhua"),
        ("The map was redrawn, and the tap was closed (see below).", ""),
        ("He told Reuters that the army had left.", ""),
    ],
)
def test_an_agency_is_credited_where_credits_stand(text: str, agency: str) -> None:
    """In brackets or at an end; an agency that is only spoken of is not credited."""
    assert find_agency(text) == agency


def test_the_text_names_the_agency_where_the_page_does_not() -> None:
    """The credit is taken from the first line."""
    assert read_page(page(article(f"GAO (AFP) - {ARMY[0]}", *ARMY[1:]))).agency == "AFP"


def test_the_front_page_is_not_the_address_of_a_story() -> None:
    """Some sites give every page the front page as its canonical address."""
    link = '<link rel="canonical" href="https://a.example/">'
    assert read_page(page(article(*ARMY), head=link), url="https://a.example/story").url == "https://a.example/story"
