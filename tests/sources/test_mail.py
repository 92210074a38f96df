"""Newsletters become reports: who wrote, when, what, and where it stands on the web, whatever their form."""

import io
import random
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dateline.records import Article, Failure
from dateline.sources import mail
from dateline.sources.mail import read_eml, read_mbox

ARCHIVES = Path(__file__).parent / "archives"
FROM_LINE = b"From MAILER-DAEMON Fri Nov  7 18:30:00 2025\n"


def read(raw: bytes) -> Article:
    """The article of a message that has to give one."""
    found = read_eml(raw, "letter.eml")
    assert isinstance(found, Article), found
    return found


def letter(text: str = "The army left Gao on Friday.", **headers: str) -> EmailMessage:
    """A plain message."""
    message = EmailMessage()
    for name, value in {"From": "Daily <a@daily.example>", "Subject": "Gao", **headers}.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message


def test_a_newsletter_becomes_a_report() -> None:
    """Subject, sender, moment, shown text and web address are found; hidden leads, offers and attachments are not."""
    article = read((ARCHIVES / "lettre-fr.eml").read_bytes())
    assert article.title == "Gao : l’armée se retire, les écoles rouvrent"
    assert article.text.split("\n") == [
        "L’armée quitte Gao",
        "L’armée malienne a quitté Gao vendredi, après une semaine de combats, a dit le gouverneur.",
        "Les écoles rouvriront lundi.",
    ]
    assert article.outlet == "Le Journal du Sahel"
    assert article.url == "https://envoi.lejournal.example/voir/42?l=1&m=2"
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2025-11-07T17:30:00+00:00"


def test_a_letter_in_another_script_and_encoding_is_read() -> None:
    """Arabic in windows-1256, in the subject and in base64, comes out as it was written."""
    article = read((ARCHIVES / "nashra-ar.eml").read_bytes())
    assert article.title == "نشرة المساء: الجيش يغادر غاو"
    assert article.text == "الجيش يغادر غاو\nغادر الجيش المالي مدينة غاو يوم الجمعة بعد أسبوع من القتال."
    assert (article.outlet, article.url) == ("نشرة الساحل", "https://nashra.example/web/7")


def test_a_plain_letter_with_broken_headers_is_read() -> None:
    """Lines are joined and bare links left out; the date is the first server's, the outlet the host."""
    article = read((ARCHIVES / "briefing-en.eml").read_bytes())
    assert article.text.split("\n") == [
        "Soldiers left the town of Gao on Friday after a week of fighting with rebels, officials said.",
        "Schools are to open again on Monday.",
    ]
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2025-11-07T17:44:30+00:00"
    assert (article.outlet, article.url) == ("daily.example", "https://daily.example/briefing/7")


def test_the_plain_text_is_taken_where_the_html_is_a_frame() -> None:
    """HTML that is all pictures gives way to plain text that says far more."""
    message = letter("The army left Gao on Friday after a week of fighting, officials said.\n\nSchools open on Monday.")
    message.add_alternative("<p><img src='a.png'>Gao</p>", subtype="html")
    assert read(message.as_bytes()).text.startswith("The army left Gao on Friday after")


@pytest.mark.parametrize(
    ("sender", "listed", "outlet"),
    [
        ("The Daily <a@x.example>", "", "The Daily"),
        ("a@x.example", "Evening List <evening.x.example>", "Evening List"),
        ("a@newsletters.daily.example", "<x.example>", "daily.example"),
        ('"a@x.example" <a@mail.x.example>', "", "x.example"),
    ],
)
def test_the_outlet_is_the_sender(sender: str, listed: str, outlet: str) -> None:
    """The name of the sender, else of the list, else the host without the name of its mail server."""
    headers = {"From": sender, **({"List_Id": listed} if listed else {})}
    assert read(letter(**headers).as_bytes()).outlet == outlet


@pytest.mark.parametrize(
    ("html", "headers", "url"),
    [
        ('<a href="https://a.example/1">View this email in your browser</a>', {}, "https://a.example/1"),
        ("<a href='https://a.example/2'><span>Im Browser</span> ansehen</a>", {}, "https://a.example/2"),
        ("<a href=https://a.example/3>Открыть письмо в браузере</a>", {}, "https://a.example/3"),
        ('<a href="https://a.example/4">ブラウザで表示</a>', {}, "https://a.example/4"),
        (
            '<link rel="canonical" href="https://a.example/5"><a href="https://b.example">Online version</a>',
            {},
            "https://a.example/5",
        ),
        ("<p>x</p>", {"Archived_At": "<https://a.example/6>"}, "https://a.example/6"),
        ('<a href="javascript:view()">View in browser</a>', {}, None),
        ('<a href="https://a.example/story">Gao falls</a>', {}, None),
    ],
)
def test_the_web_version_is_found(html: str, headers: dict[str, str], url: str | None) -> None:
    """The letter's own word, its archive's, or its offer to read it in a browser, in any of several languages."""
    message = letter("x", **headers)
    message.add_alternative(html + "<p>The army left Gao on Friday.</p>", subtype="html")
    assert read(message.as_bytes()).url == url


def test_a_letter_without_a_readable_date_is_undated() -> None:
    """A letter whose date nobody can read is kept without one."""
    assert read(letter(Date="soon").as_bytes()).published_at is None


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "not a message: it has no header"),
        (b"no header here\n\nat all", "not a message: it has no header"),
        (b"From: a@x.example\n\n", "no text"),
        (b"From: a\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 6_000, "over 200 parts"),
        (b"Content-Type: message/rfc822\n\n" * 2_000 + b"From: a\n\nx", "over 200 parts"),
    ],
)
def test_what_is_no_letter_is_a_failure(raw: bytes, reason: str) -> None:
    """A file that is no message, says nothing or is made to be slow gives the reason."""
    failure = read_eml(raw, "letter.eml")
    assert isinstance(failure, Failure)
    assert (failure.source_id, failure.record_id) == ("letter.eml", "1")
    assert reason in failure.reason


def test_a_letter_above_the_limit_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message above the limit is not taken apart, alone or in a mailbox, and the next one is."""
    monkeypatch.setattr(mail, "MAX_MAIL_BYTES", 1_000)
    long, short = letter("word " * 1_000).as_bytes(), letter().as_bytes()
    assert isinstance(read_eml(long, "x"), Failure)
    box = FROM_LINE + long + b"\n" + FROM_LINE + short
    assert [type(item) for item in read_mbox(io.BytesIO(box), "x")] == [Failure, Article]


# Mailboxes


def test_a_mailbox_gives_every_letter() -> None:
    """Letters are parted at lines that name a sender and a time, not at a sentence that begins with From."""
    first = letter("From Gao, the army moved north.\n\nFrom there it went to Kidal.").as_bytes()
    box = FROM_LINE + first + b"\nFrom - Fri Nov 07 18:30:00 2025\n" + letter("Kidal is calm today.").as_bytes()
    texts = [item.text for item in read_mbox(io.BytesIO(box), "box.mbox") if isinstance(item, Article)]
    assert texts == ["From Gao, the army moved north.\nFrom there it went to Kidal.", "Kidal is calm today."]


def test_a_quoted_from_loses_one_mark() -> None:
    """What mailboxes put before "From " is taken away again, once."""
    box = FROM_LINE + letter("x").as_bytes().replace(b"x\n", b">From Gao to Kidal.\n\n>>From there on.\n")
    (article,) = read_mbox(io.BytesIO(box), "box.mbox")
    assert isinstance(article, Article)
    assert article.text == "From Gao to Kidal.\n>From there on."


def test_a_bad_letter_fails_alone() -> None:
    """A letter of a mailbox that cannot be used is a Failure with its number."""
    box = FROM_LINE + letter().as_bytes() + b"\n" + FROM_LINE + b"\n\n" + FROM_LINE + letter().as_bytes()
    found = list(read_mbox(io.BytesIO(box), "box.mbox"))
    assert [type(item) for item in found] == [Article, Failure, Article]
    assert isinstance(found[1], Failure)
    assert found[1].record_id == "2"


def test_what_is_no_mailbox_is_one_failure() -> None:
    """A file of another kind says so; an empty one holds nothing."""
    (failure,) = read_mbox(io.BytesIO(b"a text\n\nof some lines\n"), "x")
    assert isinstance(failure, Failure)
    assert failure.reason.startswith("not a mailbox")
    assert list(read_mbox(io.BytesIO(b""), "x")) == []


def test_a_mailbox_cut_off_keeps_what_came_before() -> None:
    """Cut off at any hundredth byte, a mailbox gives every letter before the cut."""
    parts = [FROM_LINE + letter(f"Letter {n} says that Gao is calm today.").as_bytes() + b"\n" for n in range(5)]
    box = b"".join(parts)
    ends = [len(b"".join(parts[: n + 1])) for n in range(5)]
    for cut in range(0, len(box), 100):
        found = [item for item in read_mbox(io.BytesIO(box[:cut]), "x") if isinstance(item, Article)]
        texts = [item.text for item in found]
        whole = [f"Letter {n} says that Gao is calm today." for n in range(sum(end <= cut for end in ends))]
        assert all(text.startswith(start) for text, start in zip(texts, whole, strict=False))
        assert len(texts) >= len(whole)


# Hostile letters


@pytest.mark.parametrize("seed", range(4))
def test_no_damage_crashes_the_reader(seed: int) -> None:
    """Whatever is changed in a mailbox, reading ends with records and nothing else."""
    rng = random.Random(seed)
    box = b"".join(FROM_LINE + file.read_bytes() + b"\n" for file in sorted(ARCHIVES.glob("*.eml")))
    pieces = [b"=?", b"?=", b"=?utf-8?b?", b'From: <"\n', b"\n", b'"', b"(", b"boundary=\n", b"\xff", b"Date: \n"]
    for _ in range(150):
        hurt = bytearray(box)
        for _ in range(rng.randint(1, 15)):
            at = rng.randrange(len(hurt))
            if rng.random() < 0.4:
                del hurt[at : at + rng.randint(1, 60)]
            else:
                hurt[at:at] = rng.choice(pieces)
        for item in read_mbox(io.BytesIO(bytes(hurt)), "x"):
            assert isinstance(item, Article | Failure)


@given(st.binary(max_size=300))
@example(b"Content-Type: multipart/mixed; boundary=\n\n--\n")
@example(b"Subject: =?utf-8?q?=ff?=\nFrom: =?x?b?////?= <@>\n\nhello there")
@example(b"Content-Type: text/html; charset*=utf-7''x\n\n+ADw-")
@settings(max_examples=300)
def test_any_bytes_are_a_letter_or_a_failure(raw: bytes) -> None:
    """No bytes crash the reader."""
    assert isinstance(read_eml(raw, "x"), Article | Failure)
    assert isinstance(read_eml(b"Subject: x\nFrom: a@b.example\nContent-Type: " + raw, "x"), Article | Failure)


@pytest.mark.parametrize(
    "piece", [b'<a href="http://x">view ', b'<div style="', b'<p style="display:none">', b"<link ", b"view ", b"<!--"]
)
def test_markup_that_repeats_is_read_in_linear_time(piece: bytes) -> None:
    """Half a megabyte of unclosed markup takes no longer than other text: the test would not end otherwise."""
    raw = b"From: a@x.example\nContent-Type: text/html\n\n" + piece * (500_000 // len(piece))
    assert isinstance(read_eml(raw, "x"), Article | Failure)
