"""A brief as one page that needs nothing else: each sentence opens the words or rows that it rests on."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from dateline.editions import EDITIONS
from dateline.records import Brief
from dateline.writers.views import view_brief
from dateline.writers.wording import clean_line, show_controls


def write_html(brief: Brief) -> str:
    """The brief as one HTML page without scripts and without anything loaded from elsewhere."""
    return (
        open_templates()
        .get_template("brief.html")
        .render(page_title=clean_line(brief.title), brief=view_brief(brief), say=EDITIONS[brief.language].say)
    )


def open_templates(package: str = "dateline.writers") -> Environment:
    """The templates of a package, with everything escaped on its way into a page."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _finalize(value: object) -> object:
    """Every text on its way into the page passes here before it is escaped; finished markup is left alone."""
    return value if hasattr(value, "__html__") or not isinstance(value, str) else show_controls(value)
