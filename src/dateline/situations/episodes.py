"""Episodes: blockades, sieges, curfews, outbreaks and the like, from their first report to their last.

An episode is a run of excerpts that speak of the same kind of thing without too long a silence between
them and with a name in common. It begins with the first excerpt that says so, and is closed by one that
says it ended; else it goes on, "last reported on" a day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.languages import LANGUAGES, Language
from dateline.records import Episode, Excerpt, Modality
from dateline.situations.relevance import Relevance
from dateline.text import words

MAX_SILENCE_DAYS = 100  # set on the blockades and sieges of the Sahel lines
SAME_DAYS = 45  # within so many days a thing of the same kind is the same, whatever names stand by it
_REACH = 60  # characters around the thing's name in which its verb is looked for


def find_episodes(excerpts: Sequence[Excerpt], relevance: Relevance) -> list[Episode]:
    """All episodes of at least two reports, by start. Excerpts come in the order of publication."""
    language = LANGUAGES["en"]
    found: list[Episode] = []
    for kind, cues in language.episodes.items():
        open_runs: list[Episode] = []
        for excerpt in excerpts:
            mention = cues["name"].search(excerpt.text)
            if mention and excerpt.passage.is_sentence:
                _extend(open_runs, _read_mention(kind, excerpt, mention, cues, relevance))
        found.extend(_named(run, excerpts, cues, language) for run in open_runs if run.n_excerpts > 1)
    return sorted(found, key=lambda e: (e.started.published_at, e.kind))


@dataclass(frozen=True, slots=True)
class _Mention:
    """What one excerpt says of a thing: that it begins, that it ended, and the names that stand with it."""

    kind: str
    excerpt: Excerpt
    names: frozenset[str]
    says_start: bool
    says_end: bool


def _read_mention(
    kind: str, excerpt: Excerpt, found: re.Match[str], cues: Mapping[str, re.Pattern[str]], relevance: Relevance
) -> _Mention:
    near = excerpt.text[max(0, found.start() - _REACH) : found.end() + _REACH]
    modality = excerpt.passage.modality
    names = (name for name in excerpt.passage.names if not relevance.names_it(name))
    return _Mention(
        kind=kind,
        excerpt=excerpt,
        names=frozenset(word for name in names for word in words(name) if len(word) > 3),
        says_start=cues["start"].search(near) is not None and modality in (Modality.HAPPENED, Modality.PLANNED),
        says_end=cues["end"].search(near) is not None
        and cues["ongoing"].search(near) is None
        and modality is Modality.HAPPENED,
    )


def _extend(runs: list[Episode], mention: _Mention) -> None:
    """Continue the run this mention belongs to, close it, or begin one."""
    excerpt, names = mention.excerpt, mention.names
    for at, run in reversed(list(enumerate(runs))):
        silence = (excerpt.day - run.last.day).days
        is_same = bool(names & run.names) or not names or silence <= SAME_DAYS
        if run.ended is None and silence <= MAX_SILENCE_DAYS and is_same:
            ended = excerpt if mention.says_end else None
            runs[at] = replace(run, last=excerpt, ended=ended, n_excerpts=run.n_excerpts + 1, names=run.names | names)
            return
    if mention.says_start and not mention.says_end:
        begun = Episode(
            kind=mention.kind, name="", started=excerpt, last=excerpt, ended=None, n_excerpts=1, names=names
        )
        runs.append(begun)


def _named(
    run: Episode, excerpts: Sequence[Excerpt], cues: Mapping[str, re.Pattern[str]], language: Language
) -> Episode:
    """Give the run the fullest name its reports agree on: "fuel blockade" rather than "blockade"."""
    phrases: Counter[str] = Counter()
    for excerpt in excerpts:
        if run.started.day <= excerpt.day <= run.last.day and excerpt.passage.is_sentence:
            for mention in cues["name"].finditer(excerpt.text):
                phrases[_plain_name(mention[0], cues["name"], language)] += 1
    usual = sorted(phrases, key=lambda phrase: (-phrases[phrase] * (4 if " " in phrase else 1), phrase))
    return replace(run, name=usual[0], last=_last_naming(usual[0], run, excerpts))


def _last_naming(name: str, run: Episode, excerpts: Sequence[Excerpt]) -> Excerpt:
    """The last excerpt that speaks of it: for a thing with a proper name ("Ebola outbreak"), by that name alone."""
    proper = [word for word in name.split() if word[0].isupper()]
    if not proper or run.ended is not None:
        return run.last
    later = (e for e in reversed(excerpts) if any(word in e.text for word in proper))
    return max(run.last, next(later, run.last), key=lambda e: e.published_at)


_NOT_PART_OF_A_NAME = re.compile(
    r"(?:\w+ed|\w+ing|nationwide|new|current|partial|complete|total|strict|day|hour|month|week|unilateral|deadly|latest|recent|worst|largest|first|second|major)$"
)


def _plain_name(phrase: str, name: re.Pattern[str], language: Language) -> str:
    """Without an article, verb or passing adjective in front."""
    head, _, rest = phrase.partition(" ")
    is_passing = (
        head.casefold() in language.stop_words
        or _NOT_PART_OF_A_NAME.match(head.casefold())
        or language.attribution.match(head)
    )
    if is_passing and name.fullmatch(rest):
        return rest
    return phrase if head[1:].casefold() != head[1:] or rest else phrase.casefold()
