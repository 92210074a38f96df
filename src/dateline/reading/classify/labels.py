"""The labels of the tasks, and what a classified sentence holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

QUAD_OF: Mapping[str, int] = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "YIELD"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
ROOTS = tuple(QUAD_OF)
QUADS = ("1", "2", "3", "4")
CAUSAL = ("none", "causal")


class Task(StrEnum):
    """What can be asked of a sentence."""

    PLOVER = "plover"
    QUAD = "quad"
    CAUSAL = "causal"


@dataclass(frozen=True, slots=True)
class Labelled:
    """The likeliest label, its quad class (0 where the task has none), and how likely each label is: four digits."""

    label: str
    quad: int
    scores: Mapping[str, float]
