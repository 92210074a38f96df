"""Anyone's text held against the reports there are: a verdict on every claim, with the words that decide."""

from __future__ import annotations

import hashlib
from collections import Counter, OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from dateline.editions import Edition
from dateline.errors import UnknownStory, UsageError
from dateline.records import Audit, ClaimTest, Verdict
from dateline.web.desk import Desk, load_words
from dateline.web.viewer import part
from dateline.web.work import Job
from dateline.writers.audit import view_audit
from dateline.writers.wording import write_as_of

router = APIRouter()
MOST_CHARS = 50_000  # of a text: what is longer is for the command line
MOST_TEXTS = 50  # are remembered, until the desk is closed


class Texts:
    """The texts that were handed in, by a digest of each. They stay in memory: no draft is written to the store."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, tuple[str, str]] = OrderedDict()
        self._lock = Lock()

    def add(self, text: str, about: str) -> str:
        """Remember a text and what it is held against; its name."""
        name = hashlib.sha256(f"{about}\0{text}".encode()).hexdigest()[:20]
        with self._lock:
            self._kept[name] = text, about
            self._kept.move_to_end(name)
            while len(self._kept) > MOST_TEXTS:
                self._kept.popitem(last=False)
        return name

    def get(self, name: str) -> tuple[str, str]:
        """The text of a name. Raises UnknownStory."""
        with self._lock:
            if name not in self._kept:
                raise UnknownStory("This text is not remembered any more.", hint="Hand it in again.")
            return self._kept[name]


texts = Texts()


@router.get("/audit")
def ask_text(request: Request) -> Response:
    """Where a text is handed in."""
    desk: Desk = request.app.state.desk
    return desk.show(
        request, desk.see(request), "audit_ask.html", situations=desk.store.list_situations(), most=MOST_CHARS
    )


@router.post("/audit")
def take_text(
    request: Request,
    text: Annotated[str, Form()] = "",
    about: Annotated[str, Form()] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> Response:
    """Take a text, pasted or as a file. Raises UsageError."""
    desk: Desk = request.app.state.desk
    raw = file.file.read(MOST_CHARS * 4 + 1) if file is not None and file.filename else b""
    try:
        text = raw.decode("utf-8-sig") if raw else text
    except UnicodeDecodeError as error:
        raise UsageError("The file is not UTF-8 text.", hint="Save it as plain text in UTF-8.") from error
    if not text.strip():
        raise UsageError("There is no text to audit.", hint="Paste one or choose a file.")
    if len(text) > MOST_CHARS:
        raise UsageError(
            f"The text has {len(text):,} characters; the desk takes {MOST_CHARS:,}.",
            hint="'dateline audit' takes more.",
        )
    name = texts.add(text, about)
    return RedirectResponse(desk.see(request).url(f"/audit/{part(name)}"), 303)


@router.get("/audit/{name}")
def show_audit(request: Request, name: str) -> Response:
    """The text with a verdict on every claim."""
    desk: Desk = request.app.state.desk
    viewer = desk.see(request)
    text, about = texts.get(name)
    scope, moment = about or None, viewer.moment
    figures = Job("try_text", tuple({
        "text": text, "as_of": moment, "about": scope, "language": viewer.language, "most": MOST_CHARS
    }.items()))  # fmt: skip
    desk.ask_job(figures, patience_s=0.0)  # before the audit, which takes longer
    answer = desk.ask("audit", text=text, about=scope, as_of=moment)
    held = desk.ask_job(figures, patience_s=None if answer.is_ready else 0.0)
    shown = view_audit(answer.value, viewer.edition) if answer.value is not None else None
    extent = _write_extent(answer.value, load_words(viewer.language)) if answer.value is not None else ""
    return desk.show(
        request,
        viewer,
        "audit.html",
        answer=answer,
        shown=shown,
        extent=extent,
        held=held,
        tests=_by_sentence(answer.value, held.value or ()),
    )


def _by_sentence(audit: Audit | None, tests: Sequence[ClaimTest]) -> list[list[ClaimTest]]:
    """What figures say to the claims of each sentence."""
    return [
        [one for one in tests if sentence.start <= one.claim.words.start < sentence.end]
        for sentence in (audit.sentences if audit is not None else ())
    ]


def _write_extent(audit: Audit, edition: Edition) -> str:
    """As of 7 November 2025 (UTC) · 12 claims: 9 supported, 3 not supported · 403 reports searched."""
    found = Counter(check.verdict for sentence in audit.sentences for check in sentence.checks)
    told = [f"{found[one]} {edition.say(f'verdicts.{one.name.lower()}')}" for one in Verdict if found[one]]
    return edition.say(
        "verdicts.extent",
        as_of=write_as_of(audit.as_of, edition),
        claims=edition.say("verdicts.claims", n=found.total()),
        told=", ".join(told),
        searched=edition.say("page.n_reports", n=audit.n_searched),
    )
