"""Links -> which report is in which story, and which story in which thread, as of the moment the links were read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dateline.records import COPY_KINDS, Link, LinkKind


@dataclass(slots=True)
class Groups:
    """Stories and threads by id. `joined`: report -> the story it joined; `went_into`: id -> the id it redirects to."""

    roots: dict[str, str] = field(default_factory=dict)
    joined: dict[str, str] = field(default_factory=dict)
    went_into: dict[str, str] = field(default_factory=dict)
    threaded: dict[str, str] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)

    def story_of(self, article_id: str) -> str | None:
        """The story that a report is in, its original's if it is a copy; None for one that is in none yet."""
        story = self.joined.get(self.root_of(article_id))
        return None if story is None else self.follow(story)

    def find(self, one: str) -> str:
        """The story of a report, or the story that a story's id leads to."""
        return self.story_of(one) or self.follow(one)

    def root_of(self, article_id: str) -> str:
        """The first report with a report's text."""
        return self.roots.get(article_id, article_id)

    def thread_of(self, story_id: str) -> str | None:
        """The thread that a story is in."""
        thread = self.threaded.get(self.follow(story_id))
        return None if thread is None else self.follow(thread)

    def follow(self, one: str) -> str:
        """What an id of a story or thread redirects to, itself where it stands."""
        while one in self.went_into:
            one = self.went_into[one]
        return one

    def members(self) -> dict[str, list[str]]:
        """Story -> its reports, copies too, in the order of the links."""
        found: dict[str, list[str]] = {}
        for article_id in self.links:
            story = self.story_of(article_id)
            if story is not None:
                found.setdefault(story, []).append(article_id)
        return found


def derive_groups(links: Iterable[Link]) -> Groups:
    """The groups that links make, in the order they were made."""
    groups = Groups()
    for link in links:
        if link.kind in COPY_KINDS:
            groups.roots[link.left] = link.right
            groups.links[link.left] = link
        elif link.kind is LinkKind.JOINED:
            groups.joined[link.left] = link.right
            groups.links[link.left] = link
        elif link.kind is LinkKind.MERGED:
            groups.went_into[link.left] = link.right
        elif link.kind is LinkKind.THREADED:
            groups.threaded[link.left] = link.right
    return groups
