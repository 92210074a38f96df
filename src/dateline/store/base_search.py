"""What a store can do about searches, and about what reports are filed under: parts of its View and its Writer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from dateline.records import CardQuery, Cards, Heading, HeadingKind, NamingCount, SavedSearch


class SearchView(Protocol):
    """Reads as of the moment of the view."""

    def find_cards(self, query: CardQuery, limit: int, *, is_oldest: bool = False) -> Cards:
        """The cards of the reports that a query asks for, the latest or the oldest first: at most `limit`."""

    def count_found(self, query: CardQuery) -> int:
        """How many reports a query asks for."""

    def count_words(self, word: str, *, is_prefix: bool, ceiling: int) -> dict[int, tuple[int, int]]:
        """By report: how often a folded word stands in its title, and in all. Reports known by the moment, up to the
        one of the number `ceiling`."""

    def count_cards(self, ceiling: int) -> int:
        """How many reports were known by the moment, of those up to a number."""

    def get_ceiling(self) -> int:
        """The number of the last report that came, whatever the moment."""

    def get_ids(self, numbers: Sequence[int]) -> dict[int, str]:
        """The ids of reports by their numbers."""

    def get_numbers(self, article_ids: Sequence[str]) -> dict[str, int]:
        """The numbers of reports by their ids."""

    def get_roots(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Of those reports that are copies, the first report with their text."""

    def count_copies(self, root_ids: Sequence[str]) -> dict[str, int]:
        """By the first report with a text: how many others the view shows with it."""

    def get_stories(self, root_ids: Sequence[str]) -> dict[str, str]:
        """The stories of reports that are no copies."""

    def list_story(self, story_id: str) -> list[str]:
        """The reports of a story, copies too, those that came first before; the id may redirect to it."""

    def find_headings(self, kind: HeadingKind, name: str, limit: int) -> list[Heading]:
        """The headings of a kind with a key or a name, most reports first; where one that is named so at the end only
        has more of them ("Obama"), those too. With "=" before it, only the one with the key."""

    def complete(self, start: str, kinds: Sequence[HeadingKind], limit: int) -> list[Heading]:
        """The listed headings of some kinds with a name, or a word of one, that begins so: most reports first."""

    def get_headings(self, heading_ids: Iterable[int]) -> list[Heading]:
        """Headings by their ids, each by the name that its latest reports have for it."""

    def count_namings(self, heading_id: int) -> list[NamingCount]:
        """The names that a heading has, by how many reports use them."""

    def find_near(self, box: tuple[float, float, float, float], limit: int) -> list[tuple[Heading, int]]:
        """Places in a box (south, west, north, east), with how many events reports tell of there: most first."""

    def list_unfiled(self, made_by: str) -> list[int]:
        """The reports that are not filed by what a reader found, though it has read them, or are not filed at all."""

    def count_unfiled(self, made_by: str) -> int:
        """How many reports are not filed by what a reader found."""


class FilingWriter(Protocol):
    """The writes of one transaction about headings and kept searches. Reports are filed by their outlets and language
    when they are added, and by what a reader found when its readings are."""

    def refile(self, numbers: Sequence[int], made_by: str) -> None:
        """File reports by the readings of a reader that are kept; by outlets and language where there is none."""

    def put_search(self, search: SavedSearch) -> None:
        """Keep a search under its name, in place of another of that name."""

    def remove_search(self, name: str) -> bool:
        """Forget a search; whether it was there."""
