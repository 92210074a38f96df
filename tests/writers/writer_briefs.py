"""Two small briefs made by hand: a plausible one, and one whose every text is hostile."""

from datetime import UTC, date, datetime

from dateline.moments import end_of_day, start_of_day
from dateline.records import (
    Brief,
    Citation,
    Coverage,
    QuoteEvidence,
    RowEvidence,
    Section,
    Sentence,
    SentenceKind,
    Source,
    Span,
)

QUOTED, COMPRESSED, COMPUTED = SentenceKind.QUOTED, SentenceKind.COMPRESSED, SentenceKind.COMPUTED
AS_OF = end_of_day(date(2025, 11, 7))


Rows = tuple[tuple[str, str | int | float], ...]


def flow(text: str) -> str:
    """A text of several lines as one."""
    return " ".join(text.split())


def make_source(
    number: int,
    text: str,
    *outlets: tuple[str, str | None],
    day: date | None = None,
    at: datetime | None = None,
    title: str = "",
) -> Source:
    """A report dated by day or by moment."""
    day = day or date(2025, 11, 1)
    return Source(
        number=number,
        article_id=f"report-{number}",
        citations=tuple(Citation(outlet=outlet, url=url) for outlet, url in outlets),
        published_at=at or start_of_day(day),
        known_at=at or end_of_day(day),
        title=title,
        text=text,
    )


def cite(source: Source, quote: str) -> QuoteEvidence:
    """Words of a report as evidence; the quote must be in its text."""
    start = source.text.index(quote)
    return QuoteEvidence(
        span=Span(article_id=source.article_id, start=start, end=start + len(quote), quote=quote),
        citations=source.citations,
        published_at=source.published_at,
        known_at=source.known_at,
    )


BLOCKADE = make_source(
    3,
    flow("""
    Jama'at Nasr al-Islam wal Muslimin (JNIM) imposes a nationwide blockade on fuel and other goods
    imported from neighboring countries while besieging Malian government-held cities and towns. An
    unknown number of fuel trucks from Senegal and the Ivory Coast violating JNIM's blockade have been
    attacked and burned by militants.
    """),
    ("AP", "https://apnews.com/article/mali-fuel-blockade-jnim"),
    ("Bloomberg", None),
    day=date(2025, 9, 8),
    title="Militants declare a blockade on fuel imports",
)
SCHOOLS = make_source(
    1,
    flow("""
    The queues outside the filling stations of the capital had grown for three weeks when the ministry
    spoke. Drivers slept in their cars, and the price of a litre on the street had more than doubled
    since September. Traders on the market said that millet and rice had followed it, and that buyers
    now came for half of what they used to take home. Mali's government closes all schools and
    universities across the country amid a fuel blockade by al-Qaeda-aligned JNIM insurgents. Teachers
    said that they had been told on Sunday evening and that no date for the reopening was certain. The
    minister spoke on state television and named 10 November as the day on which classes are to resume,
    on the condition that deliveries to the capital are restored by then. Parents asked what would
    become of the exams that were set for the same week, and received no answer.
    """),
    ("Al Jazeera", "https://www.aljazeera.com/news/2025/10/27/mali-shuts-schools"),
    day=date(2025, 10, 27),
)
CONVOY = make_source(
    2,
    "The army says that a convoy of 50 tankers reached Bamako under escort. It plans a second corridor.",
    ("AFP via France 24", "https://www.france24.com/en/africa/mali-convoy"),
    ("Reuters", "https://www.reuters.com/world/africa/mali-convoy"),
    at=datetime(2025, 11, 6, 18, 30, tzinfo=UTC),
    title="Mali: tankers reach Bamako under escort",
)
POWER = make_source(4, "Residents of Kayes report that power is cut for 18 hours a day.", day=date(2025, 11, 5))


def make_plain_brief() -> Brief:
    """A brief as the program writes them."""
    return Brief(
        situation_id="mali-fuel-blockade",
        title="The fuel blockade in Mali",
        as_of=AS_OF,
        made_by="extractive-brief@1",
        sections=(
            Section(title="What's Happening", sentences=_happening()),
            Section(title="Why It's Important", sentences=_importance()),
            Section(title="What's Next", sentences=_ahead()),
            Section(title="Beyond the Headlines", sentences=_beyond()),
        ),
        sources=(SCHOOLS, CONVOY, BLOCKADE, POWER),
        coverage=Coverage(
            n_articles=12,
            n_outlets=9,
            languages=(("en", 11), ("fr", 1)),
            first_at=start_of_day(date(2025, 9, 3)),
            last_at=datetime(2025, 11, 6, 18, 30, tzinfo=UTC),
            gaps=("outlets known to be based in Mali", "3 undated reports of the store"),
        ),
    )


def _happening() -> tuple[Sentence, ...]:
    closes = flow("""
    Mali's government closes all schools and universities across the country amid a fuel blockade by
    al-Qaeda-aligned JNIM insurgents.
    """)
    lasting = flow("""
    The blockade first reported on 8 September 2025 has lasted 60 days with no report of its end; it was
    last reported on 27 October 2025.
    """)
    days: Rows = (
        ("start", "2025-09-08"),
        ("last_reported", "2025-10-27"),
        ("as_of", "2025-11-07"),
        ("days", 60),
    )
    began = cite(BLOCKADE, "imposes a nationwide blockade on fuel and other goods")
    last = cite(SCHOOLS, "amid a fuel blockade by al-Qaeda-aligned JNIM insurgents")
    escorted = cite(CONVOY, "The army says that a convoy of 50 tankers reached Bamako under escort.")
    return (
        Sentence(text=f"On 27 October 2025, {closes}", kind=QUOTED, evidence=(cite(SCHOOLS, closes),)),
        Sentence(
            text="The army says that a convoy of 50 tankers reached Bamako.",
            kind=COMPRESSED,
            evidence=(escorted,),
        ),
        Sentence(text=lasting, kind=COMPUTED, evidence=(began, last, _counts("days from first report", days))),
    )


def _importance() -> tuple[Sentence, ...]:
    text = "UCDP counts 3,414 deaths in organized violence in Mali in 2024, against 2,986 a year earlier."
    return (
        Sentence(text=text, kind=COMPUTED, evidence=(_deaths(),)),
        Sentence(text=POWER.text, kind=QUOTED, evidence=(cite(POWER, POWER.text),)),
    )


def _ahead() -> tuple[Sentence, ...]:
    corridor = "It plans a second corridor."
    resume = cite(SCHOOLS, "named 10 November as the day on which classes are to resume")
    return (
        Sentence(text=corridor, kind=QUOTED, evidence=(cite(CONVOY, corridor),)),
        Sentence(text="Classes are to resume on 10 November 2025.", kind=COMPRESSED, evidence=(resume,)),
    )


def _beyond() -> tuple[Sentence, ...]:
    text = "9 outlets speak here, most often from France (5 of 14 citations); 42% of them are agency text."
    outlets = _counts(
        "outlets cited",
        (("n_outlets", 9), ("n_citations", 14), ("percent_agency", 42)),
        (("based_in", "France"), ("n_citations", 5)),
        (("based_in", "Qatar"), ("n_citations", 3)),
    )
    return (Sentence(text=text, kind=COMPUTED, evidence=(outlets,)),)


def _counts(series: str, *rows: Rows) -> RowEvidence:
    return RowEvidence(series=series, rows=rows, source="the reports in this store", released_at=AS_OF.date())


def _deaths() -> RowEvidence:
    """Two yearly totals, what was found in them, and the months they were added up from."""
    totals: tuple[Rows, ...] = (
        (("period", "2024"), ("value", 3414), ("n_rows", 12)),
        (("period", "2023"), ("value", 2986), ("n_rows", 12)),
        (("highest", 0), ("first_year", 1989)),
    )
    months: tuple[Rows, ...] = tuple(
        (
            ("series_id", "ucdp:MLI:fatalities"),
            ("period", f"2024-{month:02d}-01/2024-{month:02d}-28"),
            ("value", 200 + 13 * month),
            ("released_at", "2025-06-30"),
        )
        for month in range(1, 13)
    )
    return RowEvidence(
        series="ucdp:MLI:fatalities",
        rows=(*totals, *months),
        source="UCDP Georeferenced Event Dataset 25.1",
        released_at=date(2025, 6, 30),
    )


SCRIPT = "<script>alert(1)</script>"
LINK = "[x](javascript:alert(1))"
COLOUR = "\x1b[31mred\x1b[0m and \x1b]8;;https://evil.example\x07link\x1b]8;;\x07"
OVERRIDE = "\u202eright to left\u202c"
LONG = "Donaudampfschifffahrts" * 12
IMAGE = "![i](https://evil.example/i.png)"
QUOTE = f"\"He said 'no'\" & left {SCRIPT} {LINK} {OVERRIDE} *bold* _low_ `code` | cell {IMAGE}"
ARABIC = "أعلنت الحكومة إغلاق المدارس في جميع أنحاء البلاد."
ATTACK = make_source(
    1,
    f"{SCRIPT} before {COLOUR} {OVERRIDE}. {QUOTE}. </blockquote><img src=x onerror=alert(1)> {LONG} {LINK}.",
    ("<b onclick=alert(1)>Outlet</b> [y](https://evil.example)", "javascript:alert(1)"),
    ("Paper & Sons", 'https://paper.example/a_(b)?q="><script>'),
    ("Kept", "https://kept.example/a_(b)?q=1&r=[2]*"),
    ("Data", "data:text/html,<script>alert(1)</script>"),
    title=f"# {SCRIPT} {COLOUR}",
)
BLOCKS = make_source(
    2,
    f"1. {COLOUR} - {LONG}\n# Heading\n> quote\n{ARABIC}",
    ("", "ftp://files.example/x"),
    title=OVERRIDE,
)
ROWS = RowEvidence(
    series=f"series {SCRIPT} [bold]x[/bold]",
    rows=tuple((("period|<i>", f"{LINK} {number}"), ("n_rows", number)) for number in range(15)),
    source=f"source {COLOUR} {SCRIPT}",
    released_at=date(2025, 11, 1),
)


def make_hostile_brief() -> Brief:
    """A brief whose reports try to be markup, links, terminal codes and page code."""
    listed = f"1. {COLOUR} {LONG} [bold]rich[/bold]"
    sentences = (
        Sentence(text=QUOTE, kind=QUOTED, evidence=(cite(ATTACK, QUOTE),)),
        Sentence(text=listed, kind=COMPRESSED, evidence=(cite(BLOCKS, f"1. {COLOUR}"),)),
        Sentence(text=f"# {SCRIPT} {LINK}", kind=COMPUTED, evidence=(ROWS, cite(BLOCKS, ARABIC))),
        Sentence(text=f"- {OVERRIDE}", kind=COMPUTED, evidence=(ROWS,)),
    )
    day = start_of_day(date(2025, 11, 1))
    return Brief(
        situation_id="hostile",
        title=f"{SCRIPT} & {LINK} {COLOUR} {OVERRIDE}",
        as_of=datetime(2025, 11, 7, 18, 30, tzinfo=UTC),
        made_by="extractive-brief@1 <x>",
        sections=(
            Section(title=f"## {SCRIPT}", sentences=sentences),
            Section(title="[bold]Nothing[/bold]", sentences=()),
        ),
        sources=(ATTACK, BLOCKS),
        coverage=Coverage(
            n_articles=1,
            n_outlets=1,
            languages=(("<x>", 1200),),
            first_at=day,
            last_at=day,
            gaps=(f"{SCRIPT} {LINK}", COLOUR),
        ),
    )


BRIEFS = {"plain": make_plain_brief, "hostile": make_hostile_brief}
