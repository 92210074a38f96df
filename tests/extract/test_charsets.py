"""Pages in older and wrongly stated encodings."""

import pytest

from dateline.decoding import decode_document
from dateline.extract import read_page

RUSSIAN = (
    "Суд отменил решение о закрытии речного порта, сообщила в четверг пресс-служба областного суда.",
    "Истцы считают, что порт должен работать до завершения независимой проверки всех причалов.",
)
BODY = "<h1>Порт</h1>" + "".join(f"<p>{line}</p>" for line in RUSSIAN)


@pytest.mark.parametrize(
    ("raw", "content_type"),
    [
        (BODY.encode(), ""),
        (b"\xef\xbb\xbf" + BODY.encode(), "text/html; charset=windows-1251"),
        (b"\xff\xfe" + BODY.encode("utf-16-le"), ""),
        (b"\xfe\xff" + BODY.encode("utf-16-be"), "text/html"),
        (BODY.encode("windows-1251"), 'text/html; charset="windows-1251"'),
        (b'<meta charset="koi8-r">' + BODY.encode("koi8-r"), ""),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=cp1251">' + BODY.encode("cp1251"), ""),
        (b'<meta charset="utf-16">' + BODY.encode(), ""),
        (BODY.encode(), "text/html; charset=iso-8859-1"),
        (b'<meta charset="windows-1252">' + BODY.encode(), ""),
        (BODY.encode("windows-1251"), ""),
        (BODY.encode("windows-1251"), "text/html; charset=no-such"),
    ],
)
def test_a_text_is_read_in_the_encoding_it_is_in(raw: bytes, content_type: str) -> None:
    """By its mark, the header, the page; UTF-8 is UTF-8 whatever is stated; without any, by a guess."""
    assert read_page(raw, content_type=content_type).text == "\n".join(RUSSIAN)


def test_broken_bytes_in_utf8_break_nothing_else() -> None:
    """A few of them do not turn the page into another encoding."""
    raw = BODY.encode().replace("причалов".encode(), b"\xc3\x28")
    assert read_page(raw).text.startswith(RUSSIAN[0])


@pytest.mark.parametrize("stated", ["iso-8859-1", "latin1", "base64"])
def test_names_mean_what_browsers_take_them_for(stated: str) -> None:
    """Pages that state ISO-8859-1 are in Windows-1252; what is no encoding of text is not believed."""
    assert decode_document(b"caf\xe9 \x93ouvert\x94", f"text/html; charset={stated}") == "café “ouvert”"


def test_data_is_read_in_the_same_encoding() -> None:
    """JSON-LD too."""
    raw = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"Порт"}</script>' + BODY
    assert read_page(raw.encode("windows-1251"), content_type="text/html; charset=windows-1251").title == "Порт"
