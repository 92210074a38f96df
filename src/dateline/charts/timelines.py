"""Timelines: how many reports there were, what went on from when to when, and the days that mattered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from dateline.charts.axes import AXIS_HEIGHT, Zoom, count_by_bin, draw_axis, draw_histogram
from dateline.charts.labels import fit, width_of, wrap
from dateline.charts.lanes import Flag, plant, stack
from dateline.charts.markup import anchor, tag
from dateline.charts.periods import Axis, name_period
from dateline.charts.pictures import Picture, Sheet, Table, draw_both, say_all, write_svg
from dateline.editions import ENGLISH, Edition
from dateline.editions.naming import name_episode
from dateline.records import Episode, EpisodeState, Span, TimelineEntry

EDGE = 10.0
COUNT_HEIGHT = 70.0
FADE = 40.0  # units of dots where no report tells of an episode any more
ROW = 26.0  # of an episode: its name, and the bar below it
FLAG_WIDTH, LINE = 150.0, 14.0
FEW = 8  # entries of which more is told
MOST_ROWS = {True: 10, False: 9}
MOST_LANES = {True: 6, False: 8}
Link = Callable[[Span], str]
States = Sequence[tuple[Episode, EpisodeState]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """What a timeline shows, cut to the days of its axis."""

    start: date
    end: date
    entries: tuple[TimelineEntry, ...]
    episodes: tuple[tuple[Episode, EpisodeState], ...]
    counts: Mapping[date, int]
    link: Link
    zoom: Zoom


def draw_timeline(
    *,
    start: date,
    end: date,
    entries: Iterable[TimelineEntry] = (),
    episodes: Iterable[tuple[Episode, EpisodeState]] = (),
    counts: Mapping[date, int] | None = None,
    link: Link = lambda span: "",
    zoom: Zoom = lambda first, last: "",
    edition: Edition = ENGLISH,
    name: str = "timeline",
) -> Picture:
    """The days from `start` to `end`: reports counted by day or month, episodes with what is known of them on the last
    day, and the entries of a timeline.

    `link` says where a sentence leads, `zoom` where the bar of some days does. Raises ValueError for days that run
    backwards.
    """
    story = _Story(
        start=start,
        end=end,
        entries=tuple(sorted((one for one in entries if start <= one.day <= end), key=lambda one: one.day)),
        episodes=tuple(sorted((one for one in episodes if _is_in(one, start, end)), key=_begin)),
        counts=dict(sorted((day, n) for day, n in (counts or {}).items() if start <= day <= end)),
        link=link,
        zoom=zoom,
    )
    title = edition.say("chart.timeline")
    telling = edition.say(
        "chart.timeline_told",
        first=start,
        last=end,
        reports=edition.say("page.n_reports", n=sum(story.counts.values())),
        episodes=edition.say("chart.n_episodes", n=len(story.episodes)),
        days=edition.say("chart.n_days", n=len(story.entries)),
    )
    wide, narrow = draw_both(lambda sheet: _draw(sheet, story, title, telling), name, edition)
    return Picture(title=title, description=telling, wide=wide, narrow=narrow, table=_tabulate(story, edition))


def _draw(sheet: Sheet, story: _Story, title: str, telling: str) -> Markup:
    axis = Axis(story.start, story.end, EDGE, sheet.width - EDGE)
    parts, y = list[Markup](), 8.0
    if story.counts:
        bars = count_by_bin(axis, story.counts)
        parts.append(draw_histogram(sheet, axis, bars, story.zoom, (y + 16, y + 16 + COUNT_HEIGHT)))
        y += 16 + COUNT_HEIGHT
    base = y
    y += AXIS_HEIGHT + 6
    flags = _plan_flags(sheet, axis, story.entries)
    parts.append(_draw_flags(sheet, axis, story, flags, y))
    lanes = max((flag.lane for flag in flags if flag.lane is not None), default=-1) + 1
    y += 12 + lanes * _flag_height(story) if story.entries else 0
    rows, more = _plan_rows(sheet, axis, story.episodes)
    parts += [_draw_episode(sheet, axis, story.link, one, (x, y + row * ROW)) for one, x, row in rows]
    y += (max((row for _, _, row in rows), default=-1) + 1) * ROW
    if more:
        left_out = sheet.edition.say("chart.more_episodes", n=more)
        parts.append(tag("text", left_out, x=EDGE, y=y + 14, class_="quiet"))
        y += 18
    return write_svg(sheet, y + 8, title, telling, draw_axis(sheet, axis, 8, base), *parts)


def _n_lines(story: _Story) -> int:
    """How many lines are told of each day."""
    return 4 if len(story.entries) <= FEW else 2


def _flag_height(story: _Story) -> float:
    return LINE * (_n_lines(story) + 1) + 6


def _plan_flags(sheet: Sheet, axis: Axis, entries: Sequence[TimelineEntry]) -> list[Flag]:
    """Where the words of each day stand; those that most reports name come first where there is no room for all."""
    xs = [axis.middle(one.day) for one in entries]
    order = sorted(range(len(entries)), key=lambda at: (-entries[at].n_reports, at))
    return plant(xs, order, wide=FLAG_WIDTH, limit=sheet.width - 4, most=MOST_LANES[sheet.is_wide])


def _draw_flags(sheet: Sheet, axis: Axis, story: _Story, flags: Sequence[Flag], top: float) -> Markup:
    stems, marks = "", list[Markup]()
    for entry, flag in zip(story.entries, flags, strict=True):
        x = flag.x
        mark = tag("path", class_="turn", d=f"M{x:.1f} {top - 5:g}l5 5l-5 5l-5-5z")
        words: Sequence[Markup] = ()
        if flag.lane is not None:
            y = top + 12 + flag.lane * _flag_height(story)
            stems += f"M{x:.1f} {top + 5:g}V{y + LINE:g}"
            words = _write_flag(sheet, entry, (flag.left + 5, y), _n_lines(story))
        label = f"{sheet.edition.day(entry.day)}{sheet.edition.colon}{entry.text}"
        marks.append(anchor(story.link(entry.evidence[0]), label, mark, *words, class_="mark flag"))
    return tag("g", tag("path", class_="stem", d=stems) if stems else "", *marks, class_="flags")


def _write_flag(sheet: Sheet, entry: TimelineEntry, place: tuple[float, float], most: int) -> list[Markup]:
    x, y = place
    size = sheet.font * 0.92
    lines = wrap(entry.text, size, FLAG_WIDTH - 8, most)
    day = tag("text", sheet.edition.day(entry.day), x=x, y=y + LINE * 0.8, class_="day")
    return [day, *(tag("text", line, x=x, y=y + LINE * (1.8 + at), class_="told") for at, line in enumerate(lines))]


def _is_in(one: tuple[Episode, EpisodeState], start: date, end: date) -> bool:
    """Whether an episode is told of in some days, or goes on in them."""
    episode, state = one
    return episode.started.day <= end and (state is EpisodeState.ONGOING or _known_until(episode, end) >= start)


def _begin(one: tuple[Episode, EpisodeState]) -> tuple[date, str, str]:
    return one[0].started.day, one[0].kind, one[0].name


def _known_until(episode: Episode, end: date) -> date:
    return min(end, (episode.ended or episode.last).day)


def _plan_rows(
    sheet: Sheet, axis: Axis, episodes: States
) -> tuple[list[tuple[tuple[Episode, EpisodeState], float, int]], int]:
    """Each episode with where its name begins and its row, and for how many, those of fewest reports, there is none."""
    order = sorted(range(len(episodes)), key=lambda at: (-episodes[at][0].n_excerpts, at))
    kept = set(order)
    while True:
        chosen = [episodes[at] for at in range(len(episodes)) if at in kept]
        spans = [_room_of(sheet, axis, one) for one in chosen]
        rows = stack(spans)
        if max(rows, default=-1) < MOST_ROWS[sheet.is_wide]:
            planned = [(one, left, row) for one, (left, _), row in zip(chosen, spans, rows, strict=True)]
            return planned, len(episodes) - len(kept)
        kept.discard(order.pop())


def _room_of(sheet: Sheet, axis: Axis, one: tuple[Episode, EpisodeState]) -> tuple[float, float]:
    """From where to where an episode's name and bar reach."""
    left = axis.at(one[0].started.day)
    right = axis.right if one[1] is EpisodeState.ONGOING else axis.middle(_known_until(one[0], axis.end))
    right += FADE if one[1] is EpisodeState.SILENT else 0
    wide = width_of(_name(one[0], sheet), sheet.font)
    begin = max(axis.left, min(left, axis.right - wide))
    return begin, max(right, begin + wide) + 8


def _name(episode: Episode, sheet: Sheet) -> str:
    name = name_episode(episode.kind, episode.name, sheet.edition)
    return fit(name[:1].upper() + name[1:], sheet.font, sheet.width * 0.6)


def _draw_episode(
    sheet: Sheet, axis: Axis, link: Link, one: tuple[Episode, EpisodeState], place: tuple[float, float]
) -> Markup:
    """A bar with its name above: closed where it ended, open with an arrow where it goes on, dashed where no report
    tells of it any more."""
    episode, state = one
    x, top = place
    y = top + 19
    left, right = axis.at(episode.started.day), axis.middle(_known_until(episode, axis.end))
    right = max(right, left + 2)
    shapes = [tag("text", _name(episode, sheet), x=x, y=top + 12)]
    if axis.shows(episode.started.day):
        shapes.append(tag("path", class_="cap", d=f"M{left:.1f} {y - 4:g}v8"))
    if state is EpisodeState.ONGOING:
        tip = axis.right
        shapes.append(tag("path", class_="span", d=f"M{left:.1f} {y:g}H{tip - 4:g}"))
        shapes.append(tag("path", class_="tip", d=f"M{tip - 6:g} {y - 5:g}l6 5l-6 5z"))
    elif state is EpisodeState.SILENT:
        shapes.append(tag("path", class_="span", d=f"M{left:.1f} {y:g}H{right:.1f}"))
        shapes.append(tag("path", class_="silent", d=f"M{right:.1f} {y:g}H{min(axis.right, right + FADE):.1f}"))
    else:
        shapes.append(tag("path", class_="span", d=f"M{left:.1f} {y:g}H{right:.1f}"))
        if episode.ended is not None and axis.shows(episode.ended.day):
            shapes.append(tag("path", class_="cap", d=f"M{right:.1f} {y - 4:g}v8"))
    return anchor(link(episode.started.passage.span), _tell(one, sheet.edition), *shapes, class_="mark episode")


def _tell(one: tuple[Episode, EpisodeState], edition: Edition) -> str:
    """The fuel blockade: from 3 September 2025, last reported on 27 October 2025, ongoing."""
    episode, state = one
    return edition.say(
        "chart.episode_told",
        name=name_episode(episode.kind, episode.name, edition),
        begun=episode.started.day,
        last=(episode.ended or episode.last).day,
        state=edition.say(f"chart.{state.name.casefold()}"),
    )


def _tabulate(story: _Story, edition: Edition) -> Table:
    """One table of all: first the days that mattered, then what went on, then the reports by period."""
    axis = Axis(story.start, story.end, EDGE, 800 - EDGE)
    rows = [(edition.day(one.day), edition.say("chart.event"), one.text) for one in story.entries]
    for one in story.episodes:
        began = edition.day(one[0].started.day)
        rows.append((began, edition.say("chart.episode"), _tell(one, edition)))
    for first, last, n in count_by_bin(axis, story.counts) if story.counts else ():
        if n:
            told = edition.say("page.n_reports", n=n)
            rows.append((name_period(first, last, edition), edition.say("chart.reports"), told))
    return Table(header=say_all(edition, ["when", "what", "told"]), rows=tuple(rows))
