"""A PDF gives its text as paragraphs, its title, authors and date, or the reason why it cannot."""

import contextlib
import random
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dateline.sources import pdf
from dateline.sources.pdf import fields_from_pdf

Line = tuple[int, str]  # the size of its type, and its text
REPORT = (
    (24, "Armee verlässt Gao"),
    (24, "nach einer Woche"),
    (11, "Die malische Armee hat die Stadt Gao am Freitag nach einer Woche von Ge-"),
    (11, "fechten mit Aufständischen verlassen, sagte der Gouverneur. Bewohner be-"),
    (11, "richteten, die letzten Soldaten hätten den Fluss am Nachmittag überquert."),
    (11, "Die Schulen öffnen am Montag."),
    (11, "Der Gouverneur sagte in einer Erklärung, dass die Verwaltung von Bamako aus"),
    (11, "weiterarbeiten werde."),
)


def make_pdf(pages: Sequence[Sequence[Line]], info: str = "", trailer: str = "") -> bytes:
    """A PDF of lines of text, each page from the top."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    kids = []
    for lines in pages:
        content = b"BT\n" + b"".join(_place(lines)) + b"ET"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
            b" /Contents %d 0 R >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< %s >>" % info.encode("latin-1"))
    return _assemble(objects, trailer.encode("latin-1"))


def _place(lines: Sequence[Line]) -> list[bytes]:
    placed, height = [], 790
    for size, text in lines:
        shown = text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        placed.append(b"/F1 %d Tf 1 0 0 1 60 %d Tm (%s) Tj\n" % (size, height, shown))
        height -= size + 4
    return placed


def _assemble(objects: Sequence[bytes], trailer: bytes) -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    end = b"trailer << /Size %d /Root 1 0 R /Info %d 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        len(objects),
        trailer,
        len(data),
    )
    return data + head + end


def test_a_report_is_read_as_paragraphs() -> None:
    """Lines are joined, words parted at their ends made whole, paragraphs kept, and the heading is the title."""
    fields = fields_from_pdf(make_pdf([REPORT]))
    assert fields["title"] == "Armee verlässt Gao nach einer Woche"
    assert fields["text"].split("\n") == [
        "Die malische Armee hat die Stadt Gao am Freitag nach einer Woche von Gefechten mit Aufständischen verlassen,"
        " sagte der Gouverneur. Bewohner berichteten, die letzten Soldaten hätten den Fluss am Nachmittag überquert."
        " Die Schulen öffnen am Montag.",
        "Der Gouverneur sagte in einer Erklärung, dass die Verwaltung von Bamako aus weiterarbeiten werde.",
    ]


def test_what_every_page_carries_is_left_out() -> None:
    """Headers, footers and page numbers go; what stands in the middle, or on one page only, stays."""
    towns = ("Gao", "Kidal", "Ménaka", "Mopti")
    pages = [
        [
            (8, f"The Review | {number}"),
            (11, f"The first line of the page about {town} is as long as lines usually are."),
            (11, f"Officials in {town} said that the market had opened again on Friday morning."),
            (11, f"Nothing else was reported from {town}."),
            (8, f"Page {number} of 4"),
        ]
        for number, town in enumerate(towns, start=1)
    ]
    text = fields_from_pdf(make_pdf(pages))["text"]
    assert "Review" not in text
    assert "Page" not in text
    assert all(f"Nothing else was reported from {town}." in text for town in towns)


def test_what_the_file_says_of_itself_is_used() -> None:
    """Title, authors and date of the metadata are taken; a title that a program wrote is not."""
    info = "/Title (Gao after the withdrawal) /Author (A. Traor\xe9; B. Diallo) /CreationDate (D:20251107183000+01'00')"
    fields = fields_from_pdf(make_pdf([REPORT], info))
    assert fields["title"] == "Gao after the withdrawal"
    assert fields["authors"] == ["A. Traoré", "B. Diallo"]
    assert fields["published_at"] == "2025-11-07T18:30:00+01:00"
    for written in ("Microsoft Word - gao.docx", "report_final.indd", "untitled", "20251107_0012"):
        named = fields_from_pdf(make_pdf([REPORT], f"/Title ({written})"))
        assert named["title"] == "Armee verlässt Gao nach einer Woche"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("D:20251107", "2025-11-07"),
        ("20251107183000Z", "2025-11-07T18:30:00+00:00"),
        ("D:202511071830", "2025-11-07T18:30:00+00:00"),
        ("D:2025", ""),
        ("D:20251399", ""),
        ("yesterday", ""),
    ],
)
def test_dates_of_every_precision_are_read(written: str, meant: str) -> None:
    """A date down to the day or finer is taken; a coarser or impossible one is no date."""
    assert fields_from_pdf(make_pdf([REPORT], f"/CreationDate ({written})"))["published_at"] == meant


LOCKED = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O ({'a' * 32}) /U ({'b' * 32}) /P -4 >> /ID [(abc)(abc)]"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "not a PDF that can be read"),
        (b"<html>no PDF</html>", "not a PDF that can be read"),
        (make_pdf([REPORT])[:500], "not a PDF that can be read"),
        (make_pdf([[]]), "without text, as of a scan"),
        (make_pdf([[(11, "SCAN 7")]]), "without text, as of a scan"),
        (make_pdf([REPORT], trailer=LOCKED), "encrypted"),
    ],
)
def test_what_cannot_be_read_says_why(raw: bytes, reason: str) -> None:
    """What is no PDF, is locked or is a picture of text is refused in plain words."""
    with pytest.raises(ValueError, match=reason):
        fields_from_pdf(raw)


@pytest.mark.parametrize(
    ("name", "limit", "reason"),
    [
        ("MAX_BYTES", 100, "at most 100 are taken"),
        ("MAX_PAGES", 1, "a PDF of 2 pages; at most 1"),
        ("MAX_CHARS", 50, "more than 50 characters"),
        ("MAX_SECONDS", -1.0, "takes more than"),
    ],
)
def test_limits_hold(monkeypatch: pytest.MonkeyPatch, name: str, limit: float, reason: str) -> None:
    """A file too long in bytes, pages, characters or time is refused."""
    monkeypatch.setattr(pdf, name, limit)
    with pytest.raises(ValueError, match=reason):
        fields_from_pdf(make_pdf([REPORT, REPORT]))


def read_or_refuse(raw: bytes) -> None:
    """Reads a file; whatever is raised besides ValueError is a fault."""
    with contextlib.suppress(ValueError):
        assert isinstance(fields_from_pdf(raw)["text"], str)


@pytest.mark.parametrize("seed", range(3))
def test_no_damage_crashes_the_reader(seed: int) -> None:
    """Whatever is changed in a PDF, it is read or refused."""
    rng = random.Random(seed)
    whole = make_pdf([REPORT, REPORT], "/Title (Gao)")
    for _ in range(150):
        hurt = bytearray(whole)
        for _ in range(rng.randint(1, 15)):
            at = rng.randrange(len(hurt))
            if rng.random() < 0.7:
                hurt[at] = rng.randrange(256)
            else:
                del hurt[at : at + rng.randint(1, 60)]
        read_or_refuse(bytes(hurt))


@given(st.binary(max_size=200))
@example(b"%PDF-1.4\n")
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    """No bytes crash the reader."""
    read_or_refuse(raw)
