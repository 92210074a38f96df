"""A digest as text of 76 columns, as one HTML page without pictures, as JSON, and as a mail of the first two."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from dateline import codec
from dateline.editions import ENGLISH
from dateline.moments import write_day
from dateline.records import Alert, Citation, Digest, DigestPart, DirectionState, QuoteEvidence, Sentence
from dateline.writers.events import digest_to_dict
from dateline.writers.wording import clean_line, count, find_link, list_citations, name_outlet, write_as_of

COLUMNS = 76
MOST_LINKS = 3  # of one sentence or alert
_SUBJECT = 120  # characters


def write_digest_text(digest: Digest) -> str:
    """The digest as plain text; an address longer than a line stands on one of its own."""
    lines = [title_digest(digest), write_span(digest)]
    for part in digest.parts:
        title = clean_line(part.title)
        lines += ["", "", *_wrap(title), "=" * min(len(title), COLUMNS), *_wrap(write_direction(part)), ""]
        lines += _wrap(f"{count(part.n_reports, 'new report')}.")
        for heading, blocks in _list_blocks(part):
            lines += ["", heading, "-" * len(heading)]
            for text, quotes in blocks:
                lines += [*_wrap(text, "* "), *_link_lines(quotes)]
    return "\n".join(lines) + "\n"


def write_digest_html(digest: Digest) -> str:
    """The digest as one page: nothing is loaded from elsewhere, and all that reports say is escaped."""
    from dateline.writers.html import open_templates  # Jinja: 50 ms that plain text need not pay

    parts = [
        {
            "title": clean_line(part.title),
            "state": part.direction.state.value,
            "reason": part.direction.reason,
            "reports": count(part.n_reports, "new report"),
            "blocks": [
                (heading, [(text, _list_links(quotes)) for text, quotes in blocks])
                for heading, blocks in _list_blocks(part)
            ],
        }
        for part in digest.parts
    ]
    template = open_templates().get_template("digest.html")
    return template.render(title=title_digest(digest), span=write_span(digest), parts=parts)


def write_digest_json(digest: Digest) -> str:
    """The digest as indented JSON."""
    return codec.encode_pretty(digest_to_dict(digest)) + "\n"


DIGEST_WRITERS: Mapping[str, Callable[[Digest], str]] = {
    "text": write_digest_text,
    "html": write_digest_html,
    "json": write_digest_json,
}


def write_mail(digest: Digest, sender: str, recipients: Sequence[str], made_at: datetime) -> str:
    """The digest as a mail of a text and an HTML part, in ASCII; its id is that of the digest, however often sent.

    Raises ValueError for an address that cannot stand in a header.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = ", ".join(recipients)
    message["Subject"] = title_digest(digest)
    message["Date"] = format_datetime(made_at)
    message["Message-ID"] = f"<{digest.digest_id}@{parseaddr(sender)[1].rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(write_digest_text(digest), cte="quoted-printable")
    message.add_alternative(write_digest_html(digest), subtype="html", cte="quoted-printable")
    for part in message.walk():
        if part.is_multipart() and isinstance(part, EmailMessage):
            part.set_boundary(f"={digest.digest_id}=")
    return message.as_bytes().decode("ascii")


def title_digest(digest: Digest) -> str:
    """One line: the situations with what stands out in each."""
    named = [f"{clean_line(part.title)}{_stands_out(part)}" for part in digest.parts]
    title = "Dateline: " + ", ".join(named)
    return title if len(title) <= _SUBJECT else f"Dateline: what changed in {count(len(named), 'situation')}"


def _stands_out(part: DigestPart) -> str:
    is_known = part.direction.state in (DirectionState.DETERIORATED, DirectionState.IMPROVED)
    told = [part.direction.state.value] if is_known else []
    told += [count(len(part.alerts), "alert")] if part.alerts else []
    return f" ({', '.join(told)})" if told else ""


def write_span(digest: Digest) -> str:
    """Since when, and as of when."""
    since = digest.since
    return f"Since {write_day(since.date())}, {since:%H:%M} UTC. {write_as_of(digest.as_of, ENGLISH)}."


def write_direction(part: DigestPart) -> str:
    """Deteriorated: 14 reports ..."""
    state = part.direction.state.value
    return f"{state[:1].upper()}{state[1:]}: {part.direction.reason}."


Block = tuple[str, Sequence[QuoteEvidence]]


def _list_blocks(part: DigestPart) -> Iterator[tuple[str, list[Block]]]:
    if part.alerts:
        yield "Alerts", [_alert_block(one) for one in part.alerts]
    if part.sentences:
        yield "New in the brief", [_sentence_block(one) for one in part.sentences]


def _alert_block(alert: Alert) -> Block:
    return f"{alert.kind.value}: {clean_line(alert.text)}", alert.evidence


def _sentence_block(sentence: Sentence) -> Block:
    note = f" ({sentence.note.value})" if sentence.note else ""
    quotes = [one for one in sentence.evidence if isinstance(one, QuoteEvidence)]
    return clean_line(sentence.text) + note, quotes


def _list_links(quotes: Sequence[QuoteEvidence]) -> list[tuple[str, str | None]]:
    """The outlets behind quotes, each once, with an address where it may become a link."""
    cited = [one for quote in quotes for one in list_citations(quote.citations)]
    found = {(_name(one), find_link(one.url)): None for one in cited}
    return list(found)[:MOST_LINKS]


def _name(citation: Citation) -> str:
    return clean_line(name_outlet(citation, ENGLISH))


def _link_lines(quotes: Sequence[QuoteEvidence]) -> Iterator[str]:
    for name, link in _list_links(quotes):
        line = f"  {name}: {link}" if link else f"  {name}"
        if len(line) <= COLUMNS:
            yield line
        else:
            yield from _wrap(f"{name}:" if link else name, "  ")
            if link:
                yield f"  {link}"


def _wrap(text: str, lead: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        COLUMNS,
        initial_indent=lead,
        subsequent_indent=" " * len(lead),
        break_long_words=True,
        break_on_hyphens=False,
    )
