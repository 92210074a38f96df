"""The forms of a brief: text for the terminal, Markdown, one HTML page, JSON, PDF, DOCX; and those of an audit."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dateline.records import Brief
from dateline.writers.as_json import write_json
from dateline.writers.audit import AUDIT_WRITERS
from dateline.writers.docx import write_docx
from dateline.writers.html import write_html
from dateline.writers.markdown import write_markdown
from dateline.writers.pdf import write_pdf
from dateline.writers.terminal import write_terminal

__all__ = [
    "AUDIT_WRITERS",
    "DOCUMENT_WRITERS",
    "WRITERS",
    "write_docx",
    "write_html",
    "write_json",
    "write_markdown",
    "write_pdf",
    "write_terminal",
]

WRITERS: Mapping[str, Callable[[Brief], str]] = {
    "terminal": write_terminal,
    "md": write_markdown,
    "html": write_html,
    "json": write_json,
}

DOCUMENT_WRITERS: Mapping[str, Callable[[Brief], bytes]] = {"pdf": write_pdf, "docx": write_docx}
