"""The PDF shows what a report says and does nothing that it says; it is tagged, and the same bytes each time."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from writer_briefs import ARABIC, AS_OF, make_hostile_brief, make_plain_brief

from dateline.records import Brief, Citation
from dateline.writers import pdf
from dateline.writers.forms import write_pdf
from dateline.writers.notes import gather_notes, list_marks

TITLES = ["What's Happening", "Why It's Important", "What's Next", "Beyond the Headlines"]
MARKUP = [
    '#read("/etc/passwd")',
    '#panic("x") #{1 + 1} #eval("2 + 3")',
    "$x^2$ *bold* _low_ `raw` = heading - item + item / term: it",
    "] } ) \\ \\u{41} // comment /* comment */ @nowhere <label> ~",
    "--- -- ... \"quoted\" 'quoted'",
    "{{ brief.title }} %PDF-1.7 endobj",
]


@pytest.fixture
def only_the_best(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing but the first attempt count: bundled fonts, PDF/A-2a and PDF/UA-1, which Typst itself checks."""
    monkeypatch.setattr(pdf, "_ATTEMPTS", pdf._ATTEMPTS[:1])


def open_pdf(written: bytes) -> pypdfium2.PdfDocument:
    return pypdfium2.PdfDocument(written)


def read(written: bytes) -> str:
    """The words of all pages in the order of the file, on one line."""
    pages = (page.get_textpage().get_text_range() for page in open_pdf(written))
    return " ".join(" ".join(pages).replace("\ufffe", "-").split())  # how PDFium gives a hyphen at the end of a line


def join(text: str) -> str:
    """Text without its spaces: a line may also end inside a word, behind a hyphen."""
    return "".join(text.split())


def find_links(written: bytes) -> Iterator[str]:
    """Where the links lead: an address, or "inside"."""
    document = open_pdf(written)
    for page in document:
        at, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, at, link):
            action = pdfium.FPDFLink_GetAction(link)
            if not action or pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_GOTO:
                yield "inside"
                continue
            assert pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI
            address = ctypes.create_string_buffer(2000)
            pdfium.FPDFAction_GetURIPath(document, action, address, len(address))
            yield address.value.decode()


def say_everywhere(text: str) -> Brief:
    """The plain brief with a text in every place that a report or a definition fills."""
    brief = make_plain_brief()
    section, source = brief.sections[0], brief.sources[0]
    section = replace(section, title=text, sentences=(replace(section.sentences[0], text=text), *section.sentences[1:]))
    source = replace(source, title=text, citations=(Citation(outlet=text, url="https://kept.example/x"),))
    return replace(
        brief,
        title=text,
        situation_id=text,
        made_by=text,
        sections=(section, *brief.sections[1:]),
        sources=(source, *brief.sources[1:]),
        coverage=replace(brief.coverage, gaps=(text,)),
    )


def test_sentences_stand_in_order_each_with_its_marks(only_the_best: None) -> None:
    brief = make_plain_brief()
    found, notes = join(read(write_pdf(brief))), gather_notes(brief)
    at = 0
    for section in brief.sections:
        at = found.index(join(section.title), at)
        for sentence in section.sentences:
            marks = "".join(f"[{mark}]" for mark in list_marks(sentence, notes))
            at = found.index(join(f"{sentence.text}{marks}{sentence.kind}"), at)


def test_all_that_the_page_shows_is_there(only_the_best: None) -> None:
    found = read(write_pdf(make_plain_brief()))
    assert found.startswith("The fuel blockade in Mali As of 7 November 2025 (UTC) · 12 reports from 9 outlets Each ")
    assert (
        "[2] AFP via France 24, Reuters 6 November 2025, 18:30 UTC Mali: tankers reach Bamako under escort “The army"
        in found
    )
    assert "“It plans a second corridor.” https://www.france24.com/en/africa/mali-convoy" in found
    assert "https://www.reuters.com/world/africa/mali-convoy" in found
    assert "[b] ucdp:MLI:fatalities: UCDP Georeferenced Event Dataset 25.1, released 30 June 2025" in found
    assert "period value n rows 2024 3414 12 2023 2986 12" in found
    assert "and 3 more rows" in found
    assert "Missing outlets known to be based in Mali 3 undated reports of the store" in found
    assert "Made by extractive-brief@1 Version " in found
    assert "Key quoted the report’s own sentence" in found
    assert re.search(r"no mark told as fact .* 2 / 2$", found)


def test_document_tells_what_it_is(only_the_best: None) -> None:
    written = write_pdf(make_plain_brief())
    document = open_pdf(written)
    told = document.get_metadata_dict()
    assert told["Title"] == "The fuel blockade in Mali"
    assert told["Keywords"].startswith("mali-fuel-blockade, 2025-11-07, ")
    assert told["CreationDate"] == told["ModDate"] == f"D:{AS_OF:%Y%m%d%H%M%S}Z"
    assert [mark.get_title() for mark in document.get_toc()][:4] == TITLES
    assert [round(side / 72 * 25.4) for side in document[0].get_size()] == [210, 297]
    assert pdfium.FPDFCatalog_IsTagged(document)
    assert all(claim in written for claim in (b"<pdfaid:part>2<", b"<pdfaid:conformance>A<", b"<pdfuaid:part>1<"))


def test_marks_lead_to_notes_and_outlets_to_the_web(only_the_best: None) -> None:
    brief = make_plain_brief()
    notes = gather_notes(brief)
    marks = [mark for section in brief.sections for one in section.sentences for mark in list_marks(one, notes)]
    links = list(find_links(write_pdf(brief)))
    assert links.count("inside") == len(marks)
    assert set(links) - {"inside"} == {c.url for source in brief.sources for c in source.citations if c.url}


def test_links_only_to_web_pages() -> None:
    assert set(find_links(write_pdf(make_hostile_brief()))) == {"inside", "https://kept.example/a_(b)?q=1&r=[2]*"}


@pytest.mark.parametrize("text", MARKUP)
def test_markup_is_shown_as_it_is(only_the_best: None, text: str) -> None:
    written = write_pdf(say_everywhere(text))
    assert read(written).count(text) >= 6
    assert open_pdf(written).get_metadata_dict()["Title"] == text


def test_hidden_codes_are_left_out(only_the_best: None) -> None:
    text = "a\x00b\x1b[31mc\x07 \u202ed\u202c e\ufeff\u00adf \u2028g \ufffe\ue000"
    written = write_pdf(say_everywhere(text))
    assert "abc d ef g \ufffd\ufffd" in read(written)
    assert open_pdf(written).get_metadata_dict()["Title"] == "abc d ef g \ufffd\ufffd"


def test_a_huge_word_stays_on_the_page(only_the_best: None) -> None:
    document = open_pdf(write_pdf(say_everywhere("Donaudampfschifffahrts" * 40)))
    for page in document:
        words = page.get_textpage()
        boxes = [words.get_rect(at) for at in range(words.count_rects())]
        assert all(left > 0 and right < page.get_width() for left, _, right, _ in boxes)


@pytest.mark.parametrize(
    "text",
    [ARABIC, "中文字符测试。", "देवनागरी", "ภาษาไทย", "አማርኛ", "😀 👩‍👩‍👧 🏳️‍🌈", "\u200b", "\u2066", " ", "e\u0301" * 400],
)
def test_no_script_breaks_it(text: str) -> None:
    """Whatever fonts there are: a PDF comes, and what the fonts have is in it."""
    written = write_pdf(say_everywhere(text))
    assert "As of 7 November 2025 (UTC)" in read(written)
    assert written == write_pdf(say_everywhere(text))


@pytest.mark.parametrize(
    "text", ["Łódź, Škoda, İzmir, Đồng, Þór", "Η Ελλάδα και η Κύπρος", "Київ, Сарајево, Қазақстан"]
)
def test_fonts_of_the_system_are_not_needed_for_these(only_the_best: None, text: str) -> None:
    assert read(write_pdf(say_everywhere(text))).count(text) >= 6


def test_french_keeps_its_spaces_and_words(only_the_best: None) -> None:
    brief = make_plain_brief()
    section = brief.sections[1]
    power = section.sentences[1]
    told = replace(power, text=f"Le 5 novembre 2025\xa0: «\xa0{power.text}\xa0»")
    section = replace(section, title="Les enjeux", sentences=(told, section.sentences[0]))
    written = write_pdf(replace(brief, language="fr", sections=(section,)))
    pages = "".join(page.get_textpage().get_text_range() for page in open_pdf(written))
    assert "2025\xa0: «\xa0Residents of Kayes" in pages
    found = " ".join(pages.split())
    assert "Situation au 7 novembre 2025 (UTC) · 12 articles de 9 médias" in found
    assert "[4] cité" in found
    assert "Légende cité la phrase de l’article" in found
    assert "ucdp:MLI:fatalities : UCDP" in found
    assert "Ce que ce bulletin a pu voir" in found


def test_template_is_the_only_code() -> None:
    """What goes to Typst besides the template is one JSON value, which the template reads as data."""
    template = (Path(pdf.__file__).parent / "templates" / "brief.typ").read_text(encoding="utf-8")
    assert "eval(" not in template
    assert template.count("sys.inputs") == 1
    assert "json(bytes(sys.inputs.brief))" in template
    assert not re.search(r"#?(import|include|read)\b.*[\"(]", template.partition("json(")[2])
