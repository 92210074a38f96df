"""Reports in the order they came -> stories (one event, however many reports, in whatever language) and threads.

    traits -> window (which open stories are like it) -> signals -> evidence -> stream (joins, opens, merges)

vectors.py is the only module that loads the encoder of meaning. docs/stories.md tells how to use what is here.
"""

from __future__ import annotations

from dateline.stories.derive import Groups, derive_groups
from dateline.stories.evidence import Model, explain, probability
from dateline.stories.profiles import Profile, make_profile
from dateline.stories.settings import MADE_BY, story_settings, thread_settings, undated_settings
from dateline.stories.signals import Matrix
from dateline.stories.stream import Entry, Merge, Placed, Settings, Stream
from dateline.stories.traits import Traits, Vector, lead_of, make_traits, with_vector

__all__ = [
    "MADE_BY",
    "Entry",
    "Groups",
    "Matrix",
    "Merge",
    "Model",
    "Placed",
    "Profile",
    "Settings",
    "Stream",
    "Traits",
    "Vector",
    "derive_groups",
    "explain",
    "lead_of",
    "make_profile",
    "make_traits",
    "probability",
    "story_settings",
    "thread_settings",
    "undated_settings",
    "with_vector",
]
