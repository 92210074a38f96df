"""What leaves for other programs: alerts, directions and digests as JSON with fields that stay."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from dateline import codec
from dateline.records import Alert, AlertRule, Digest, DigestPart, Direction, QuoteEvidence, Sentence

Fields = dict[str, Any]


def write_event(event_id: str, event: str, made_at: datetime, data: Mapping[str, Any]) -> str:
    """An event as a webhook gets it; the id is the same however often it is sent."""
    return codec.encode({"id": event_id, "event": event, "made_at": _moment(made_at), "data": data})


def sign_body(secret: str, body: bytes, at: datetime) -> str:
    """The signature of a body sent at a moment: an HMAC-SHA256 over the seconds since 1970, a dot, and the body."""
    seconds = str(int(at.timestamp()))
    mark = hmac.new(secret.encode("utf-8"), seconds.encode("ascii") + b"." + body, hashlib.sha256)
    return f"t={seconds},v1={mark.hexdigest()}"


def rule_to_dict(rule: AlertRule) -> Fields:
    """A rule."""
    return {
        "rule": rule.rule_id,
        "situation": rule.situation_id,
        "kind": rule.kind.value,
        "what": rule.what,
        "least": rule.least,
        "days": rule.days,
        "added_at": _moment(rule.added_at),
    }


def alert_to_dict(alert: Alert) -> Fields:
    """An alert with the words it rests on and where they stand."""
    return {
        "alert": alert.alert_id,
        "rule": alert.rule_id,
        "situation": alert.situation_id,
        "kind": alert.kind.value,
        "text": alert.text,
        "as_of": _moment(alert.as_of),
        "evidence": _quotes(alert.evidence),
    }


def direction_to_dict(found: Direction) -> Fields:
    """Which way a situation went, with the counts of both thirty days."""
    return {
        "situation": found.situation_id,
        "state": found.state.value,
        "reason": found.reason,
        "to": found.to.isoformat(),
        "days": found.days,
        "deadly_attacks": [found.n_now, found.n_before],
        "killed_at_least": [found.deaths_now, found.deaths_before],
        "reports_of_force_or_deaths": [found.acts_now, found.acts_before],
        "reports_in_store": [found.reports_now, found.reports_before],
        "evidence": _quotes(found.evidence),
    }


def digest_to_dict(digest: Digest) -> Fields:
    """What changed in situations between two moments."""
    return {
        "digest": digest.digest_id,
        "since": _moment(digest.since),
        "as_of": _moment(digest.as_of),
        "situations": [_part_to_dict(part) for part in digest.parts],
    }


def _part_to_dict(part: DigestPart) -> Fields:
    return {
        "situation": part.situation_id,
        "title": part.title,
        "direction": direction_to_dict(part.direction),
        "n_reports": part.n_reports,
        "sentences": [_sentence_to_dict(one) for one in part.sentences],
        "alerts": [alert_to_dict(one) for one in part.alerts],
    }


def _sentence_to_dict(sentence: Sentence) -> Fields:
    quotes = [one for one in sentence.evidence if isinstance(one, QuoteEvidence)]
    return {
        "text": sentence.text,
        "note": sentence.note.value if sentence.note else None,
        "confidence": sentence.confidence.value,
        "evidence": _quotes(quotes),
    }


def _quotes(found: Sequence[QuoteEvidence]) -> list[Fields]:
    return [
        {
            "article_id": one.span.article_id,
            "start": one.span.start,
            "end": one.span.end,
            "quote": one.span.quote,
            "published_at": _moment(one.published_at),
            "sources": [{"outlet": citation.outlet, "url": citation.url} for citation in one.citations],
        }
        for one in found
    ]


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
