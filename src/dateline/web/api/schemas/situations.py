"""Situations, and what is known of them over time."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from dateline.records import EpisodeState
from dateline.web.api.schemas.common import Answer, Page, Request, SpanAnswer
from dateline.web.api.schemas.relations import BondAnswer
from dateline.web.api.schemas.stories import StoryRecord

MOST_PHRASES = 500
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"\w")]
Phrases = Annotated[list[Phrase], Field(max_length=MOST_PHRASES)]


class DefinitionRequest(Request):
    """A situation, with the keys of a situation file (docs/situations.md). At least one of `countries`, `terms` and
    `aliases` has to name something."""

    title: Phrase | None = None
    countries: Annotated[Phrases, Field(description="English names or ISO codes.", examples=[["Niger"]])] = Field([])
    terms: Phrases = Field([])
    aliases: Phrases = Field([])
    exclude: Phrases = Field([])
    actors: Annotated[dict[str, Phrases], Field(description="Full name -> other spellings.", max_length=200)] = Field(
        {}
    )
    since: Annotated[date | None, Field(description="Nothing before this day.")] = None


class DefinedAnswer(Answer):
    """A situation that was defined; `changed`: whether it was another one before."""

    situation: str
    title: str
    changed: bool


class SituationLine(Answer):
    """A situation in a list; countries as ISO 3166-1 alpha-2."""

    situation: str
    title: str
    countries: list[str]


class SituationPage(Page):
    """Situations by name."""

    items: list[SituationLine]


class SituationAnswer(Answer):
    """A definition as it is kept. A report belongs that has a phrase of every group in `facets` and none of `exclude`
    in its title or lead. `actors`: full name, other spellings."""

    situation_id: str
    title: str
    facets: list[list[str]]
    exclude: list[str]
    countries: list[str]
    actors: list[Annotated[list[str | list[str]], Field(min_length=2, max_length=2)]]
    since: date | None


class Named(Answer):
    """A name, and how many reports have it."""

    name: str
    n_reports: Annotated[int, Field(ge=1)]


class OngoingAnswer(Answer):
    """An episode that nothing has ended."""

    kind: str
    name: str
    started: date
    evidence: SpanAnswer


class DayAnswer(Answer):
    """A day that matters, in the reports' own words."""

    date: date
    text: str
    evidence: list[SpanAnswer]


class EntryAnswer(DayAnswer):
    """A day of a timeline; `n_reports`: how many reports name the day."""

    n_reports: Annotated[int, Field(ge=0)]


class EntryPage(Page):
    """Days in order."""

    items: list[EntryAnswer]


class OverviewAnswer(Answer):
    """A situation as of a moment in one look. `series`: countries (ISO 3166-1 alpha-3) whose data belong to it."""

    as_of: datetime
    n_reports: Annotated[int, Field(ge=1)]
    n_outlets: Annotated[int, Field(ge=0)]
    first: date
    last: date
    stories: list[StoryRecord]
    actors: list[Named]
    places: list[Named]
    series: list[str]
    episodes: list[OngoingAnswer]
    relations: list[BondAnswer]
    timeline: list[DayAnswer]


class EpisodeAnswer(Answer):
    """Something that began and went on. `days`: from the start to the end, or to the last report of it."""

    kind: str
    name: str
    state: EpisodeState
    started: date
    ended: date | None
    last_reported: date
    days: int
    n_reports: Annotated[int, Field(ge=1)]
    names: list[str]
    evidence: list[SpanAnswer]


class EpisodePage(Page):
    """Episodes by their start."""

    items: list[EpisodeAnswer]


class BackgroundAnswer(Answer):
    """What a newcomer has to know first: a day of publication and a span for each sentence of `text`."""

    text: str
    dates: list[date]
    evidence: list[SpanAnswer]


class SuggestedStory(Answer):
    """A story that speaks for a suggestion."""

    story: str
    day: date
    title: str


class SuggestedDefinition(Answer):
    """A definition to begin with."""

    name: str
    title: str
    terms: list[str]


class SuggestionAnswer(Answer):
    """Actors with many more stories in a fortnight than were to be expected."""

    actors: list[str]
    expected: float
    surprise: float
    stories: list[SuggestedStory]
    definition: SuggestedDefinition


class SuggestionPage(Page):
    """Suggestions, the most surprising first."""

    items: list[SuggestionAnswer]
