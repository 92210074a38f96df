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
from datetime import date

from dateline.languages import LANGUAGES, Language
from dateline.records import ActorKind, Bond, Episode, EpisodeState, Excerpt, Modality, RelationKind
from dateline.situations.bonds import MAX_SILENCE_DAYS as MAX_SILENCE_OF_BONDS
from dateline.situations.relevance import Relevance
from dateline.text import words

OFFICE = "office"  # the kind of a term of office
MAX_SILENCE_DAYS = 100  # set on the blockades and sieges of the Sahel lines
SAME_DAYS = 45  # within so many days a thing of the same kind is the same, whatever names stand by it
# What stands before a beginning that is long over, or that may never come.
_LOOKS_BACK = re.compile(r"\b(?:[Ss]ince (?:an?|the|its|their)|if|until|prior to|[Aa]nniversary of)\b[^.;]{0,60}$")
_RUNS_OUT = re.compile(r"\bnot (?:be )?(?:extend|renew|prolong)(?:ed)?\b")
_EXTENDS = re.compile(r"\b(?:extend|renew|prolong)(?:s|ed|ing)?\b")
# What stands before an end that has not come.
_ONLY_MEANT = re.compile(
    r"\b(?:threat\w*|warn\w*|vow\w*|may|might|could|would|will|wants?|urg\w+|demand\w*|refus\w+|if|until|unless)\b[^.;]{0,40}$"
)
_REACH = 60  # characters around the thing's name in which its verb is looked for


def find_episodes(excerpts: Sequence[Excerpt], relevance: Relevance) -> list[Episode]:
    """All episodes by start; excerpts come in the order of publication. One of a single report is an announcement: who
    counts from it should know (`n_excerpts`)."""
    language = LANGUAGES["en"]
    found: list[Episode] = []
    for kind, cues in language.episodes.items():
        open_runs: list[_Run] = []
        for excerpt in excerpts:
            mention = cues["name"].search(excerpt.text) if excerpt.passage.is_sentence else None
            if mention:
                _extend(open_runs, _read_mention(kind, excerpt, mention, cues, relevance))
            elif open_runs and _ends_alone(excerpt, cues):
                _close(open_runs, excerpt, _names_in(excerpt, relevance))
        found.extend(_named(r.episode, excerpts, cues, language) for r in open_runs)
    return sorted(found, key=lambda e: (e.started.published_at, e.kind))


def find_terms(bonds: Sequence[Bond]) -> list[Episode]:
    """Terms of office, of those who lead a state and of whom a report says that they began to, by start."""
    terms = []
    for bond in bonds:
        begun = bond.begun
        if bond.kind is RelationKind.LEADS and bond.right.kind is ActorKind.COUNTRY and begun is not None:
            name = f"{bond.left.name} as {bond.role or 'leader'} of {bond.right.name}"
            names = frozenset(word for word in words(f"{bond.left.name} {bond.right.name}") if len(word) > 3)
            ended = bond.ended.excerpt if bond.ended is not None else None
            terms.append(
                Episode(
                    kind=OFFICE,
                    name=name,
                    started=begun.excerpt,
                    last=ended or bond.last.excerpt,
                    ended=ended,
                    n_excerpts=bond.n_reports,
                    names=names,
                )
            )
    return sorted(terms, key=lambda one: (one.started.published_at, one.name))


def tell_state(episode: Episode, day: date) -> EpisodeState:
    """What is known of an episode on a day, from reports until then."""
    if episode.ended is not None:
        return EpisodeState.ENDED
    silence = (day - episode.last.day).days
    most = MAX_SILENCE_OF_BONDS[RelationKind.LEADS] if episode.kind == OFFICE else MAX_SILENCE_DAYS
    return EpisodeState.SILENT if silence > most else EpisodeState.ONGOING


@dataclass(frozen=True, slots=True)
class _Mention:
    """What one excerpt says of a thing: that it begins, that it ended, and the names that stand with it."""

    kind: str
    excerpt: Excerpt
    names: frozenset[str]
    proper: str
    says_start: bool
    says_end: bool
    goes_back: bool  # what is lifted or extended was there, however long nobody spoke of it


@dataclass(slots=True)
class _Run:
    """An episode as it is being read; `proper` is its own name ("Operation Serval", "Ebola"), once one was given."""

    episode: Episode
    proper: str


def _read_mention(
    kind: str, excerpt: Excerpt, found: re.Match[str], cues: Mapping[str, re.Pattern[str]], relevance: Relevance
) -> _Mention:
    near = excerpt.text[max(0, found.start() - _REACH) : found.end() + _REACH]
    modality = excerpt.passage.modality
    end = cues["end"].search(near)
    is_done = end is not None and modality is Modality.HAPPENED and _ONLY_MEANT.search(near[: end.start()]) is None
    says_end = _RUNS_OUT.search(near) is not None or (is_done and cues["ongoing"].search(near) is None)
    return _Mention(
        kind=kind,
        excerpt=excerpt,
        names=_names_in(excerpt, relevance),
        proper=" ".join(word for word in found[0].split() if word[:1].isupper()) if found.start() else "",
        says_start=not says_end
        and cues["start"].search(near) is not None
        and modality in (Modality.HAPPENED, Modality.PLANNED)
        and _LOOKS_BACK.search(excerpt.text[: found.start()]) is None,
        says_end=says_end,
        goes_back=says_end or _EXTENDS.search(near) is not None,
    )


def _names_in(excerpt: Excerpt, relevance: Relevance) -> frozenset[str]:
    """The words of the names in an excerpt, the situation's own left out."""
    names = (name for name in excerpt.passage.names if not relevance.names_it(name))
    return frozenset(word for name in names for word in words(name) if len(word) > 3)


def _ends_alone(excerpt: Excerpt, cues: Mapping[str, re.Pattern[str]]) -> bool:
    """Whether an excerpt tells as done what ends a thing of a kind without its name: "the army retakes Diabaly"."""
    passage = excerpt.passage
    is_told = passage.is_sentence and passage.modality is Modality.HAPPENED and not passage.is_hearsay
    return is_told and "end_alone" in cues and cues["end_alone"].search(excerpt.text) is not None


def _close(runs: list[_Run], excerpt: Excerpt, names: frozenset[str]) -> None:
    """End the latest run that has a name in common with what ends it."""
    for run in reversed(runs):
        one = run.episode
        is_near = (excerpt.day - one.last.day).days <= MAX_SILENCE_DAYS
        if one.ended is None and is_near and names & one.names:
            run.episode = replace(one, last=excerpt, ended=excerpt, n_excerpts=one.n_excerpts + 1)
            return


def _extend(runs: list[_Run], mention: _Mention) -> None:
    """Continue the run this mention belongs to, close it, or begin one."""
    excerpt = mention.excerpt
    for run in reversed(runs):
        if _is_of(mention, run):
            one = run.episode
            ended = excerpt if mention.says_end else None
            run.episode = replace(
                one, last=excerpt, ended=ended, n_excerpts=one.n_excerpts + 1, names=one.names | mention.names
            )
            run.proper = run.proper or mention.proper
            return
    if mention.says_start:
        begun = Episode(
            kind=mention.kind, name="", started=excerpt, last=excerpt, ended=None, n_excerpts=1, names=mention.names
        )
        runs.append(_Run(begun, mention.proper))


def _is_of(mention: _Mention, run: _Run) -> bool:
    """Whether a mention is of the thing of a run: not ended, not long silent, of the same own name, of a name in common
    or so soon after that it can be no other."""
    episode = run.episode
    if episode.ended is not None:
        return False
    if mention.proper and run.proper:
        return mention.proper == run.proper
    if mention.goes_back:
        return True
    silence = (mention.excerpt.day - episode.last.day).days
    if silence > MAX_SILENCE_DAYS:
        return False
    return bool(mention.names & episode.names) or not mention.names or silence <= SAME_DAYS


def _named(
    run: Episode, excerpts: Sequence[Excerpt], cues: Mapping[str, re.Pattern[str]], language: Language
) -> Episode:
    """Give the run the fullest name its reports agree on: "fuel blockade" rather than "blockade"."""
    phrases: Counter[str] = Counter()
    for excerpt in excerpts:
        if run.started.day <= excerpt.day <= run.last.day and excerpt.passage.is_sentence:
            for mention in cues["name"].finditer(excerpt.text):
                if not mention[0].startswith("s ") and not _VERB.match(mention[0]):  # "Israel's blockade", "kidnapped"
                    phrases[_plain_name(mention[0], cues["name"], language)] += 1
    usual = sorted(phrases, key=lambda phrase: (-phrases[phrase] * (4 if " " in phrase else 1), phrase))
    name = usual[0] if usual else run.kind
    return replace(run, name=name, last=_last_naming(name, run, excerpts))


def _last_naming(name: str, run: Episode, excerpts: Sequence[Excerpt]) -> Excerpt:
    """The last excerpt that speaks of it: for a thing with a proper name ("Ebola outbreak"), by that name alone."""
    proper = [word for word in name.split() if word[0].isupper()]
    if not proper or run.ended is not None:
        return run.last
    later = (e for e in reversed(excerpts) if all(word in e.text for word in proper))
    return max(run.last, next(later, run.last), key=lambda e: e.published_at)


_VERB = re.compile(r"\w+ed$")
_NOT_PART_OF_A_NAME = re.compile(
    r"(?:\w+ed|\w+ing|\w+ly|nationwide|new|current|partial|complete|total|strict|day|hour|month|week|unilateral|deadly|latest|recent|worst|largest|first|second|major)$"
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
