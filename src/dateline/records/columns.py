"""The columns of every table that is exported, in their order. docs/exports.md says what each means."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.records.exports import Column, ColumnKind

_TEXT, _TEXTS, _WHOLE, _REAL = ColumnKind.TEXT, ColumnKind.TEXTS, ColumnKind.WHOLE, ColumnKind.REAL
_FLAG, _DAY, _MOMENT = ColumnKind.FLAG, ColumnKind.DAY, ColumnKind.MOMENT


def _columns(kind: ColumnKind, names: str) -> tuple[Column, ...]:
    return tuple(Column(name=name, kind=kind) for name in names.split())


def _records(name: str, *fields: tuple[Column, ...]) -> tuple[Column, ...]:
    return (Column(name=name, kind=ColumnKind.RECORDS, fields=tuple(one for part in fields for one in part)),)


_WORDS = (
    *_columns(_TEXT, "article_id"),
    *_columns(_WHOLE, "start end"),
    *_columns(_TEXT, "quote outlet url"),
    *_columns(_MOMENT, "published_at known_at"),
)
EVIDENCE = (*_WORDS, *_columns(_TEXT, "lang story_id origin"))
_MORE = _records("more_evidence", _columns(_TEXT, "says"), _WORDS)
_PLACE = (
    *_columns(_TEXT, "geonames_id place"),
    *_columns(_REAL, "lat lon"),
    *_columns(_TEXT, "country admin1 feature precision"),
)

COLUMNS: Mapping[str, tuple[Column, ...]] = {
    "reports": (
        *_columns(_TEXT, "title"),
        *EVIDENCE,
        *_columns(_TEXTS, "outlets urls"),
        *_columns(_TEXT, "outlet_country outlet_owner agency"),
        *_columns(_TEXTS, "authors topics"),
        *_columns(_TEXT, "section copy_of source_id"),
    ),
    "sentences": (
        *_columns(_WHOLE, "position"),
        *_columns(_FLAG, "is_about"),
        *_columns(_TEXT, "modality"),
        *_columns(_FLAG, "is_attributed is_hearsay"),
        *_columns(_TEXTS, "acts speaks_of"),
        *_columns(_WHOLE, "killed"),
        *_columns(_TEXTS, "names actor_ids geonames_ids days event_ids"),
        *EVIDENCE,
    ),
    "events": (
        *_columns(_TEXT, "event_id event_type mode"),
        *_columns(_TEXTS, "context"),
        *_columns(_WHOLE, "quad"),
        *_columns(_REAL, "goldstein"),
        *_columns(_TEXT, "modality"),
        *_columns(_FLAG, "is_state"),
        *_columns(_DAY, "earliest latest"),
        *_columns(_TEXT, "date_words"),
        *_columns(_TEXTS, "source_ids source_names source_kinds source_codes"),
        *_columns(_TEXTS, "target_ids target_names target_kinds target_codes"),
        *_PLACE,
        *_columns(_TEXT, "place_words"),
        *_columns(_REAL, "place_score"),
        *_columns(_WHOLE, "killed_low killed_high wounded_low wounded_high"),
        *_records("counts", _columns(_WHOLE, "low high"), _columns(_TEXT, "what outcome")),
        *_columns(_TEXT, "speaker_id speaker trigger"),
        *_columns(_REAL, "score"),
        *EVIDENCE,
    ),
    "statements": (
        *_columns(_TEXT, "statement_id modality"),
        *_columns(_FLAG, "is_negated is_direct"),
        *_columns(_TEXT, "speaker_id speaker speaker_kind speaker_country speaker_role speaker_words"),
        *_columns(_TEXT, "cue content target_id target nested_in"),
        *EVIDENCE,
    ),
    "relations": (
        *_columns(_TEXT, "relation_id kind"),
        *_columns(_TEXT, "left_id left left_kind left_country right_id right right_kind right_country"),
        *_columns(_TEXT, "role state"),
        *_columns(_DAY, "begun first_reported last_reported ended"),
        *_columns(_FLAG, "ended_by"),
        *_columns(_TEXT, "replaces_id replaces"),
        *_columns(_WHOLE, "n_reports"),
        *_columns(_REAL, "confidence"),
        *EVIDENCE,
        *_MORE,
    ),
    "episodes": (
        *_columns(_TEXT, "episode_id kind name state"),
        *_columns(_DAY, "started last_reported ended"),
        *_columns(_WHOLE, "days n_reports"),
        *_columns(_TEXTS, "names"),
        *EVIDENCE,
        *_MORE,
    ),
    "timeline": (
        *_columns(_DAY, "day"),
        *_columns(_WHOLE, "n_reports"),
        *EVIDENCE,
    ),
    "stories": (
        *_columns(_TEXT, "thread_id title"),
        *_columns(_MOMENT, "first_at last_at"),
        *_columns(_WHOLE, "n_reports n_origins"),
        *_columns(_TEXTS, "origins outlets article_ids"),
        *EVIDENCE,
    ),
    "places": (
        *_PLACE,
        *_columns(_WHOLE, "n_events n_reports n_material_conflict"),
        *_columns(_DAY, "first_day last_day"),
        *EVIDENCE,
        *_MORE,
    ),
    "scheduled": (
        *_columns(_TEXT, "scheduled_id"),
        *_columns(_DAY, "day"),
        *_columns(_TEXT, "summary date_words modality"),
        *_columns(_WHOLE, "n_reports"),
        *EVIDENCE,
        *_MORE,
    ),
}
