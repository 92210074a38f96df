"""Earlier cases in a brief: what came after coups, where the reports tell of one, and after rises of violence.

A coup is told by a sentence that tells a seizure of power as done and by another report, within a fortnight, that calls
it a coup. Whether it took power has to be told as well, within a month: what is told last holds.
"""

from __future__ import annotations

import re
from datetime import timedelta

from dateline.briefs.counting import countries_in
from dateline.briefs.material import Entry, Material, computed, count_reports
from dateline.records import Excerpt, Modality

KEEP = 6.95
LOOK_BACK_DAYS = 365
NEAR = timedelta(days=14)
SETTLED = timedelta(days=30)  # by then the reports say whether it took power
_ACT = "seizure_of_power"
_CALLED = re.compile(r"\bcoup\b", re.IGNORECASE)
# Charges and trials speak of plots and of what lies back, and a vote is no coup. Looked at on 31 situations.
_ELSE = re.compile(
    r"\b(?:convict|sentenc|charg|indict|trial|accus|alleg|plot|vote|anniversary|parliament|regional)",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"\b(?:fail(?:s|ed)|attempted|foil(?:s|ed)|quash(?:es|ed)|thwart(?:s|ed)) (?:a |the )?(?:\w+ )?coup\b"
    r"|\bcoup attempt|\bcoup (?:has |had )?(?:fail|is over)",
    re.IGNORECASE,
)
_TOOK = re.compile(
    r"\b(?:junta|overthr(?:ew|own)|ousted|deposed|toppled|deposes|ousts|topples|(?:seiz|tak)(?:es?|en|ing|ed) power"
    r"|declares? (?:him|her|it|them)sel(?:f|ves))\b",
    re.IGNORECASE,
)


def write_precedents(material: Material) -> list[Entry]:
    """At most one sentence: after coups where the reports tell of one, else after rises like the country's last."""
    kind = find_coup(material) or "rise"
    found = [finding for finding in material.findings if finding.kind == kind]
    return [Entry(KEEP, computed(finding.text, finding.evidence)) for finding in found[:1]]


def find_coup(material: Material) -> str | None:
    """Whether the last coup of the last year that the reports tell of took power ("coup") or not ("failed coup")."""
    for excerpt in reversed(material.days_back(LOOK_BACK_DAYS)):
        if _tells_seizure(excerpt, material):
            near = [e for e in material.since(excerpt.day - NEAR) if e.day <= excerpt.day + NEAR]
            calling = [e for e in near if _CALLED.search(e.text) and _is_fresh(e, material) and material.is_about(e)]
            if count_reports([excerpt, *calling]) > 1:
                return _name_outcome(excerpt, material)
    return None


def _tells_seizure(excerpt: Excerpt, material: Material) -> bool:
    passage = excerpt.passage
    return (
        _ACT in passage.acts
        and passage.modality is Modality.HAPPENED
        and not passage.is_hearsay
        and not _ELSE.search(excerpt.text)
        and _is_fresh(excerpt, material)
        and material.is_about(excerpt)
        and not countries_in(excerpt) - set(material.situation.countries)
    )


def _is_fresh(excerpt: Excerpt, material: Material) -> bool:
    """Whether no time is named that was over long before the report."""
    return not any(found.latest is not None and found.latest < excerpt.day - NEAR for found in material.dates(excerpt))


def _name_outcome(seizure: Excerpt, material: Material) -> str | None:
    """Whether it took power, by the last report of the next month that says so or the contrary."""
    outcome = None
    for excerpt in material.since(seizure.day):
        if excerpt.day <= seizure.day + SETTLED and material.is_about(excerpt) and not _ELSE.search(excerpt.text):
            if _TOOK.search(excerpt.text):
                outcome = "coup"
            elif _FAILED.search(excerpt.text):
                outcome = "failed coup"
    return outcome
