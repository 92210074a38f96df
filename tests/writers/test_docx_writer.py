"""The DOCX opens, holds all of the brief, leads only where it should, and is the same bytes each time."""

import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from writer_briefs import ARABIC, AS_OF, make_hostile_brief, make_plain_brief

from dateline.records import Brief, Citation
from dateline.writers.forms import write_docx
from dateline.writers.notes import gather_notes, list_marks


def open_docx(brief: Brief) -> Any:
    return Document(io.BytesIO(write_docx(brief)))


def lines(brief: Brief) -> list[tuple[str, str]]:
    """Each paragraph with its style."""
    return [(one.style.name, one.text.replace("\xa0", " ")) for one in open_docx(brief).paragraphs]


def tables(brief: Brief) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in open_docx(brief).tables]


def test_headings_are_headings() -> None:
    found = lines(make_plain_brief())
    assert found[0] == ("Title", "The fuel blockade in Mali")
    assert found[1] == ("Subtitle", "As of 7 November 2025 (UTC) · 12 reports from 9 outlets")
    assert [text for style, text in found if style == "Heading 1"] == [
        *(section.title for section in make_plain_brief().sections),
        *("Sources", "Data", "What this brief could see", "Key"),
    ]


def test_sentences_stand_in_order_each_with_its_marks() -> None:
    brief = make_plain_brief()
    notes = gather_notes(brief)
    expected = [
        f"{one.text} {' '.join(f'[{mark}]' for mark in list_marks(one, notes))} {one.kind}"
        for section in brief.sections
        for one in section.sentences
    ]
    assert [text for style, text in lines(brief) if style == "Normal"] == expected


def test_sources_and_data_are_listed() -> None:
    found = [text for style, text in lines(make_plain_brief()) if style.startswith("Source")]
    at = found.index("[2]\tAFP via France 24, Reuters, 6 November 2025, 18:30 UTC")
    assert found[at + 1 : at + 6] == [
        "Mali: tankers reach Bamako under escort",
        "“The army says that a convoy of 50 tankers reached Bamako under escort.”",
        "“It plans a second corridor.”",
        "https://www.france24.com/en/africa/mali-convoy",
        "https://www.reuters.com/world/africa/mali-convoy",
    ]
    assert "[b]\tucdp:MLI:fatalities: UCDP Georeferenced Event Dataset 25.1, released 30 June 2025" in found
    assert "and 3 more rows" in found
    rows = tables(make_plain_brief())
    assert [["period", "value", "n rows"], ["2024", "3414", "12"], ["2023", "2986", "12"]] in rows
    assert ["Missing", "outlets known to be based in Mali"] in rows[-2]
    assert ["Made by", "extractive-brief@1"] in rows[-2]
    assert rows[-1][0] == ["quoted", "the report’s own sentence, whole; a date or the outlet may stand before it"]


def test_marks_lead_to_places_that_are_there(brief: Brief) -> None:
    body = open_docx(brief).element.body
    places = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    numbers = [one.get(qn("w:id")) for one in body.iter(qn("w:bookmarkStart"))]
    anchors = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))]
    notes = gather_notes(brief)
    marks = [mark for section in brief.sections for one in section.sentences for mark in list_marks(one, notes)]
    assert len(anchors) == len(marks)
    assert set(anchors) <= set(places)
    assert len(places) == len(set(places)) == len(set(numbers))


def test_links_only_to_web_pages() -> None:
    rels = open_docx(make_hostile_brief()).part.rels.values()
    assert [rel.target_ref for rel in rels if rel.is_external] == ["https://kept.example/a_(b)?q=1&r=[2]*"]
    rels = open_docx(make_plain_brief()).part.rels.values()
    assert len([rel for rel in rels if rel.is_external]) == 4


def test_properties_and_footer() -> None:
    document = open_docx(make_plain_brief())
    about = document.core_properties
    assert (about.title, about.language, about.author) == ("The fuel blockade in Mali", "en", "extractive-brief@1")
    assert about.created == about.modified == AS_OF.replace(microsecond=0)
    assert about.comments == ""
    footer = document.sections[0].footer.paragraphs[0]
    assert footer.text.startswith("The fuel blockade in Mali · As of 7 November 2025 (UTC)\t")
    assert [field.get(qn("w:instr")) for field in footer._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_nothing_in_it_tells_when_it_was_made(brief: Brief) -> None:
    written = write_docx(brief)
    assert written == write_docx(brief)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name]


@pytest.mark.parametrize(
    "text", ["a\x00b\x01c\x0b\x1fd \ufffe\uffff e", "<w:p>&amp;]]>&#0;", "\u202eleft\u202c", ARABIC, "W" * 3000]
)
def test_no_text_breaks_it(text: str) -> None:
    brief = make_plain_brief()
    section, source = brief.sections[0], brief.sources[0]
    section = replace(section, title=text, sentences=(replace(section.sentences[0], text=text), *section.sentences[1:]))
    source = replace(source, title=text, citations=(Citation(outlet=text, url=text),))
    gaps = replace(brief.coverage, gaps=(text,))
    hostile = replace(
        brief,
        title=text,
        made_by=text,
        situation_id=text,
        coverage=gaps,
        sections=(section,),
        sources=(source, *brief.sources[1:]),
    )
    shown = re.sub("[\ufffe\uffff]", "\ufffd", re.sub(r"[\x00-\x1f\u202e\u202c]", "", text))
    found = [line for _, line in lines(hostile)]
    assert found[0] == shown
    assert sum(shown in line for line in found) >= 5


def test_right_to_left_is_marked() -> None:
    quote = next(one for one in open_docx(make_hostile_brief()).paragraphs if ARABIC in one.text)
    assert quote._p.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert quote.runs[0].font.rtl


def test_french_says_which_words_are_english() -> None:
    brief = make_plain_brief()
    section = brief.sections[1]
    power = section.sentences[1]
    told = replace(power, text=f"Le 5 novembre 2025\xa0: «\xa0{power.text}\xa0»")
    document = open_docx(replace(brief, language="fr", sections=(replace(section, sentences=(told,)),)))
    sentence = next(one for one in document.paragraphs if "Le 5 novembre" in one.text)
    assert sentence.text.startswith("Le 5 novembre 2025\xa0: «\xa0Residents of Kayes")
    assert sentence.text.endswith("[4]\xa0cité")
    languages = {run.text: [one.get(qn("w:val")) for one in run._r.iter(qn("w:lang"))] for run in sentence.runs}
    assert languages[power.text] == ["en-GB"]
    assert languages["Le 5 novembre 2025\xa0: «\xa0"] == []
    assert {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))} == {"fr-FR"}
    assert document.core_properties.language == "fr"
