"""Words in a picture that do not lie over each other: how wide they are, and where there is room for them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

# How wide a letter of a sans serif is, in ems: a guess on the safe side, since the reader's font is not known.
_THIN, _THICK = frozenset("ijl.,:;'’|!()[]I1 ft-"), frozenset("mwMW@%—…")
_CAPITAL, _USUAL, _FULL = 0.68, 0.56, 1.0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two have anything in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Box) -> bool:
        """Whether the other lies inside."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass(slots=True)
class Room:
    """What is taken of a picture, so that words are put where nothing is; what is told first has the choice."""

    frame: Box
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Keep a place free of words."""
        self.taken.append(box)

    def is_free(self, box: Box) -> bool:
        """Whether words can stand there."""
        return self.frame.holds(box) and not any(box.meets(other) for other in self.taken)

    def first_free(self, boxes: Iterable[Box]) -> Box | None:
        """The first place of those that is free, which is taken by it; None where none is."""
        for box in boxes:
            if self.is_free(box):
                self.taken.append(box)
                return box
        return None


def width_of(text: str, size: float) -> float:
    """How wide words are at a size, in the units of the size."""
    return size * sum(map(_width, text))


def fit(text: str, size: float, room: float) -> str:
    """As much of the words as there is room for, with an ellipsis where something was left out."""
    if width_of(text, size) <= room:
        return text
    kept = text
    while kept and width_of(kept + "…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…" if kept.strip() else ""


def wrap(text: str, size: float, room: float, most: int) -> list[str]:
    """Words in lines that fit, `most` lines at most; what is left over is cut."""
    lines, rest = list[str](), text.split()
    while rest and len(lines) < most - 1:
        n = 1
        while n < len(rest) and width_of(" ".join(rest[: n + 1]), size) <= room:
            n += 1
        lines.append(fit(" ".join(rest[:n]), size, room))
        rest = rest[n:]
    return [*lines, fit(" ".join(rest), size, room)] if rest else lines


def _width(letter: str) -> float:
    if letter in _THIN:
        return 0.36
    if letter in _THICK:
        return 0.95
    if unicodedata.east_asian_width(letter) in "WF":
        return _FULL
    if unicodedata.combining(letter):
        return 0
    return _CAPITAL if letter.isupper() else _USUAL
