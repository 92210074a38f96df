"""What is found in pages of several countries and scripts."""

from datetime import UTC, datetime

import pytest
from news_pages import ARMY, EGYPT, GERMANY, JAPAN, PERU, UKRAINE, article, page, paragraphs

from dateline.extract import MADE_BY, read_page
from dateline.records import PageKind
from dateline.text import clean


def utc(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[arg-type,misc]


def test_a_page_in_spanish_gives_every_field() -> None:
    """Standfirst, paragraphs and headings between them are the text; all else goes into its field."""
    found = read_page(PERU, url="https://correo.example/economia/bloqueo-mina?utm_source=x")
    assert found.kind is PageKind.ARTICLE
    assert found.title == "Comuneros levantan el bloqueo de la mina"
    lines = found.text.split("\n")
    assert lines[0].startswith("Los dirigentes aceptaron")
    assert lines[1].startswith("Los comuneros de cuatro distritos")
    assert lines[2].endswith("volverán a circular desde el jueves por la mañana.")
    assert lines[3:] == [
        "Nueva reunión",
        "El ministro viajará a la zona la próxima semana para firmar un acta con los dirigentes.",
    ]
    assert found.authors == ("Lucía Quispe Huamán",)
    assert (found.outlet, found.section, found.lang) == ("El Correo del Sur", "Economía", "es")
    assert found.stated_date == "2025-05-14T22:40:00-05:00"
    assert found.published_at == found.known_at == utc(2025, 5, 15, 3, 40)
    assert found.updated_at == utc(2025, 5, 15, 13)
    assert found.image_url == "https://correo.example/fotos/mina.jpg"
    assert found.image_caption == "Comuneros en la carretera. Foto: Archivo"
    assert found.url == "https://correo.example/economia/bloqueo-mina"
    assert found.made_by == MADE_BY


def test_a_page_in_arabic_is_dated_by_the_line_below_its_headline() -> None:
    """A day in Arabic digits and words is a day long, and is no part of the text."""
    found = read_page(EGYPT)
    assert found.title == "انقطاع الكهرباء عن ثلاث مدن ساحلية"
    assert len(found.text.split("\n")) == 3
    assert found.stated_date == "2025-11-07"
    assert (found.published_at, found.known_at) == (utc(2025, 11, 7), utc(2025, 11, 7, 23, 59, 59, 999999))
    assert found.lang == "ar"


def test_a_page_in_japanese_keeps_all_sentences() -> None:
    """Sentences without spaces are prose, and the outlet's name after a wide colon stays out of the title."""
    found = read_page(JAPAN)
    assert found.title == "県北部で震度４、津波の心配なし"
    assert found.text.startswith("１３日午後９時すぎ")
    assert found.text.endswith("被害の確認を進めている。")
    assert found.published_at == utc(2025, 1, 13, 12, 37)


def test_a_page_in_ukrainian_takes_its_fields_from_its_data() -> None:
    """The article is found in the graph of JSON-LD; its day stays the one it is stated in."""
    found = read_page(UKRAINE)
    assert found.authors == ("Олена Коваль", "Ігор Бондар")
    assert found.outlet == "Дніпровський вісник"
    assert found.stated_date.startswith("2025-11-06")
    assert found.published_at == utc(2025, 11, 6, 21, 30)
    assert len(found.text.split("\n")) == 3


def test_boxes_and_comments_are_no_part_of_the_text() -> None:
    """A newsletter box in the text and readers' comments below it are left out; the standfirst is kept."""
    found = read_page(GERMANY)
    assert found.text.startswith("Ein Motorschaden hat am Dienstag")
    assert "Newsletter" not in found.text
    assert "Wattwurm77" not in found.text
    assert found.text.endswith("sagte ein Sprecher der Reederei.")
    assert found.authors == ()
    assert found.agency == "dpa"


def test_readers_who_write_more_than_the_reporter_are_left_out() -> None:
    """Comments twice as long as the article do not take its place."""
    remarks = paragraphs(
        *(f"I have lived there for {n} years and never heard of such a thing, friends." for n in range(12))
    )
    found = read_page(page(article(*ARMY, below=f'<div class="comments-list">{remarks}</div>')))
    assert found.text == "\n".join(ARMY)


def test_a_mark_on_the_whole_page_hides_nothing() -> None:
    """A class such as "comments-enabled" on what holds the article is no reason to leave it out."""
    found = read_page(page(f'<div class="comments-enabled share-on">{article(*ARMY)}</div>'))
    assert found.text == "\n".join(ARMY)


def test_a_cookie_notice_never_is_the_text() -> None:
    """However long it is, and however short the article."""
    notice = paragraphs(*["We and our partners store information on your device to show you personal content."] * 30)
    found = read_page(page(article(*ARMY) + f'<div id="cookie-consent">{notice}</div>'))
    assert found.text == "\n".join(ARMY)


def test_the_next_story_below_is_left_out() -> None:
    """A second article with a first heading of its own is another story."""
    other = article(
        *(f"Something else happened in the south on day {n} of the month." for n in range(9)), headline="Other"
    )
    found = read_page(page(f"<main>{article(*ARMY)}{other}</main>", title="Army leaves Tessit"))
    assert found.text == "\n".join(ARMY)


def test_paragraphs_parted_by_breaks_are_paragraphs() -> None:
    """Old pages without paragraph elements: two line breaks begin a new one, one does not."""
    body = (
        "<h1>Army leaves Tessit</h1><div class='txt'>" + "<br><br>".join(ARMY).replace("after", "<br>after") + "</div>"
    )
    assert read_page(page(body)).text == "\n".join(ARMY)


def test_words_are_neither_glued_nor_torn() -> None:
    """Links and emphasis within a word or between words leave the spaces as they were."""
    text = "The <b>arm</b>y <i>left</i> <a href='/t'>Tessit</a>, <span>its</span> <u>last</u><br>post, on Friday night."
    assert read_page(page(article(text, *ARMY))).text.startswith(
        "The army left Tessit, its last post, on Friday night."
    )


def test_the_opening_before_a_pay_line_is_kept() -> None:
    """A text that is split into a free and a locked part is whole again."""
    body = (
        f'<article><h1>Army leaves Tessit</h1><div class="free">{paragraphs(ARMY[0], name="txt")}</div>'
        f'<div class="locked">{paragraphs(*ARMY[1:], name="txt")}</div></article>'
    )
    assert read_page(page(body)).text == "\n".join(ARMY)


def test_a_list_of_links_is_left_out_and_a_list_of_facts_is_kept() -> None:
    """What matters in a list is whether it says something itself."""
    facts = "<ul><li>Two officers and a trader spoke to reporters.</li><li>No casualties were reported.</li></ul>"
    links = "<ul><li><a href='/1'>Rebels take third town in a week</a></li><li><a href='/2'>Who are they?</a></li></ul>"
    text = f"{paragraphs(*ARMY[:2])}{facts}{links}{paragraphs(*ARMY[2:])}"
    body = f"<article><h1>Army leaves Tessit</h1><div class='t'>{text}</div></article>"
    found = read_page(page(body)).text
    assert "No casualties were reported." in found
    assert "third town" not in found


def test_data_gives_the_text_that_a_script_would_have_written() -> None:
    """A page with no more than a teaser, and the whole article in its JSON-LD."""
    data = {"@type": "NewsArticle", "headline": "Army leaves Tessit", "articleBody": "\n".join(ARMY * 3)}
    found = read_page(page(f"<h1>Army leaves Tessit</h1><p>{ARMY[0]}</p>", data=data))
    assert found.text.split("\n") == list(ARMY * 3)


def test_fields_are_fit_to_keep() -> None:
    """Decomposed letters, odd spaces and control characters come out as records keep them."""
    odd = "Die\u00a0Fa\u0308hre lief\u0007 auf Grund, und niemand an Bord wurde dabei verletzt oder nass."
    found = read_page(page(article(odd, *ARMY, headline="Fa\u0308hre&nbsp;auf  Grund")))
    assert found.title == "Fähre auf Grund"
    assert found.text == clean(found.text)
    assert found.text.startswith("Die Fähre lief")


@pytest.mark.parametrize("raw", [PERU, EGYPT, JAPAN, UKRAINE, GERMANY])
def test_the_same_page_gives_the_same_fields(raw: bytes) -> None:
    """Reading twice, with others read in between, changes nothing."""
    first = read_page(raw)
    read_page(GERMANY)
    assert read_page(raw) == first


def test_a_page_without_a_common_look_is_read_by_the_slower_extractor() -> None:
    """Paragraphs that share neither class nor surroundings: the first reading finds one of them, and is not sure."""
    names = ("alpha", "bravo", "delta", "gamma", "kilo", "lima", "mike", "oscar")
    lines = [f"{line} That was on day {n}, they said." for n in range(2) for line in ARMY]
    body = "".join(f'<div class="{a}-box"><p class="{a}">{b}</p></div>' for a, b in zip(names, lines, strict=True))
    found = read_page(page(f"<div><h1>Army leaves Tessit</h1></div>{body}", title="Army leaves Tessit"))
    assert all(line in found.text for line in lines)
