"""Wikitext -> plain text, by rules that are linear in its length and never fail.

Templates are not expanded, as they stand on other pages: one that shows its text (a link to Wikipedia, a foreign word)
gives it, and every other gives nothing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

MAX_CHARS = 2_000_000  # as of every report; MediaWiki itself stops at 2 MiB
_MAX_DEPTH = 12  # templates and links within each other; pages of news have two or three
_TEMPLATE = re.compile(r"\{\{([^{}]*)\}\}")
_BAR = re.compile(r"\||\[\[|\]\]")
_LINK = re.compile(r"\[\[([^\[\]]*)\]\]")
_EXTERNAL = re.compile(r"\[((?:https?:)?//[^\s\[\]<>\"]+)([^\[\]\n]*)\]")
_REFERENCE_ALONE = re.compile(r"<ref\b[^<>]{0,500}/>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>")
_BREAK = re.compile(r"<(?:br|p|/p|div|/div|li|/li)\b[^<>]{0,200}>", re.IGNORECASE)
_QUOTES = re.compile(r"'{2,5}")
_SWITCH = re.compile(r"__[A-Z]{3,30}__")
_ARGUMENT_NAME = re.compile(r"\s*([\w .-]{1,60}?)\s*=(?!=)")
_HEADING = re.compile(r"^(={1,6})\s*(.+?)\s*\1\s*$")
_EMPTY_BRACKETS = re.compile(r"\(\s*[,;\s]*\)|\[\s*\]")
_BEFORE_STOP = re.compile(r"[^\S\n]+([,.;:!?)])(?=\s|$)")
_RUBRICS = re.compile(r"^[*#:;]+\s*")
_UNSHOWN_ELEMENT = re.compile(
    r"<(ref|gallery|math|timeline|imagemap|score|syntaxhighlight|templatestyles)\b[^<>]{0,1000}>", re.IGNORECASE
)

_SMALL = {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}

# Templates that show one of their values, by their names on the larger wikis. Of the others, those with one or two
# values and no named one, within a line, mostly wrap a word and show the last; those below show nothing.
_SHOW_FIRST = frozenset({"convert", "cvt", "formatnum", "nobr", "nowrap", "quote", "abbr", "unité", "unit"})
_SHOW_NOTHING = frozenset({
    "flagicon", "flag icon", "cn", "fact", "citation needed", "clarify", "when", "who", "dubious", "sic", "anchor",
    "audio", "main", "see also", "haveyoursay", "publish", "published", "date", "byline", "image", "infobox", "clear",
})  # fmt: skip
_SIGNS = {
    "ndash": "–", "mdash": "—", "spaced ndash": " – ", "snd": " – ", "nbsp": " ", "'": "’", "!": "|", "=": "=", "-": "",
    "pipe": "|", "·": "·", "dot": " · ", "•": " • ", "!xt": "", "sp": " ", "space": " ",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One use of a template: its name in small letters, its values in order, and those with names."""

    name: str
    values: tuple[str, ...] = ()
    named: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link to a page outside the wiki: its address, what it shows, and how it stands in the source."""

    url: str
    text: str
    source: str


def to_plain(wikitext: str, hidden: frozenset[str] = frozenset({"file", "image", "category"})) -> str:
    """The text that a reader sees, a line for each of the source. Links into a namespace of `hidden` show nothing."""
    text = without_unshown(wikitext)
    text = _innermost(_TEMPLATE, text, lambda inner: _shown(read_template(inner)))
    text = _EXTERNAL.sub(lambda found: found[2].strip(), text)
    text = _innermost(_LINK, text, lambda inner: _shown_link(inner, hidden))
    text = _SWITCH.sub("", _QUOTES.sub("", _TAG.sub("", _BREAK.sub("\n", text))))
    text = html.unescape(text.replace("{{", "").replace("}}", "").replace("[[", "").replace("]]", ""))
    text = _BEFORE_STOP.sub(r"\1", _EMPTY_BRACKETS.sub("", text))
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def to_paragraphs(wikitext: str, hidden: frozenset[str]) -> str:
    """The paragraphs of a page without headings, tables and list marks; single line ends do not part paragraphs."""
    paragraphs: list[list[str]] = [[]]
    for line in to_plain(wikitext, hidden).split("\n"):
        if not line or _HEADING.match(line) or _RUBRICS.match(line):
            paragraphs.append([])
        if line and not _HEADING.match(line):
            paragraphs[-1].append(_RUBRICS.sub("", line))
    return "\n".join(" ".join(lines) for lines in paragraphs if any(lines))


def read_templates(wikitext: str) -> list[Template]:
    """Every template of a page that holds no other, in order."""
    return [read_template(inner) for inner in _TEMPLATE.findall(without_unshown(wikitext))]


def read_template(inner: str) -> Template:
    """A template from what stands between its braces. A "|" within a link parts nothing."""
    name, *arguments = _arguments(inner)
    values: list[str] = []
    named: dict[str, str] = {}
    for argument in arguments:
        found = _ARGUMENT_NAME.match(argument)
        if found:
            named[found[1].lower()] = argument[found.end() :].strip()
        else:
            values.append(argument.strip())
    return Template(name=" ".join(name.replace("_", " ").split()).lower(), values=tuple(values), named=named)


def read_links(wikitext: str) -> list[Link]:
    """The links to pages outside the wiki, in order."""
    return [Link(url=found[1], text=to_plain(found[2]), source=found[0]) for found in _EXTERNAL.finditer(wikitext)]


def cut_links(wikitext: str) -> str:
    """The same without any link to a page outside, text and all."""
    return _EXTERNAL.sub("", wikitext)


def heading_of(line: str) -> str:
    """What a line says if it is a heading, else nothing."""
    found = _HEADING.match(line.strip())
    return to_plain(found[2]) if found else ""


def without_unshown(wikitext: str) -> str:
    """Without comments, footnotes, galleries and tables."""
    text = _without(wikitext[:MAX_CHARS], "<!--", "-->")
    text = _REFERENCE_ALONE.sub("", text)
    return _without_tables(_without_elements(text))


def _without(text: str, begin: str, end: str) -> str:
    """Without what stands from each begin to the next end; a begin without an end stays."""
    if begin not in text:
        return text
    kept: list[str] = []
    at = 0
    while (opened := text.find(begin, at)) >= 0 and (closed := text.find(end, opened)) >= 0:
        kept.append(text[at:opened])
        at = closed + len(end)
    return "".join((*kept, text[at:]))


def _without_elements(text: str) -> str:
    """Without the elements that are notes or pictures; one that nothing closes stays."""
    kept: list[str] = []
    at = 0
    unclosed: set[str] = set()
    lowered = _lower(text)
    for found in _UNSHOWN_ELEMENT.finditer(text):
        name = lowered[found.start(1) : found.end(1)]
        if found.start() < at or name in unclosed:
            continue
        closed = lowered.find(f"</{name}", found.end())
        if closed < 0:
            unclosed.add(name)
            continue
        kept.append(text[at : found.start()])
        at = (lowered.find(">", closed) + 1) or len(text)
    return "".join((*kept, text[at:]))


def _lower(text: str) -> str:
    """The same with plain capitals made small; other letters can change their length."""
    return text.translate(_SMALL)


def _without_tables(text: str) -> str:
    if "{|" not in text:
        return text
    kept: list[str] = []
    depth = 0
    for line in text.split("\n"):
        bare = line.lstrip(" :")
        depth += bare.startswith("{|")
        if not depth:
            kept.append(line)
        depth -= bool(depth) and bare.startswith("|}")
    return "\n".join(kept)


def _innermost(pattern: re.Pattern[str], text: str, show: Callable[[str], str]) -> str:
    """Each match as it shows, those within others first."""
    for _ in range(_MAX_DEPTH):
        text, n_found = pattern.subn(lambda found: show(found[1]), text)
        if not n_found:
            break
    return text


def _shown(template: Template) -> str:
    if template.name in _SIGNS:
        return _SIGNS[template.name]
    values = [value for value in template.values if value]
    if template.name.startswith("formatnum:"):
        return template.name.partition(":")[2]
    if template.name in _SHOW_NOTHING or not values or len(values) > 3:
        return ""
    if template.name in _SHOW_FIRST:
        return " ".join(values[:2]) if template.name in ("convert", "cvt", "unité", "unit") else values[0]
    return values[-1] if not template.named or len(values) == 2 else ""


def _shown_link(inner: str, hidden: frozenset[str]) -> str:
    target, bar, label = inner.partition("|")
    space = target.partition(":")[0].strip().lower() if ":" in target else ""
    if space in hidden:
        return ""
    if bar:
        return label.rpartition("|")[2].strip() or target.strip(" :").rpartition(":")[2]
    return target.strip(" :#")


def _arguments(inner: str) -> Iterator[str]:
    """The parts between bars that are in no link."""
    depth = begin = 0
    for found in _BAR.finditer(inner):
        if found[0] == "|" and depth <= 0:
            yield inner[begin : found.start()]
            begin = found.end()
        depth += (found[0] == "[[") - (found[0] == "]]")
    yield inner[begin:]
