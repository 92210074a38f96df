"""A real server on this machine, where one is named: whatever a small model says, no sentence stands that its evidence
does not bear.

DATELINE_TEST_MODEL_URL names an OpenAI-compatible endpoint (http://127.0.0.1:8080/v1), DATELINE_TEST_MODEL the model.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from dateline import run
from dateline.demo import build
from dateline.fetching.models import Endpoint
from dateline.moments import end_of_day
from dateline.records import Article, QuoteEvidence, SentenceKind, Verdict
from dateline.store import open_store
from making import NOW

URL = os.environ.get("DATELINE_TEST_MODEL_URL", "")


@pytest.mark.skipif(not URL, reason="no model server is named by DATELINE_TEST_MODEL_URL")
def test_what_a_real_model_phrases_is_borne_out(tmp_path: Path) -> None:
    """The demo's brief on Mali, phrased: each part still stands, and each written sentence passes the checker anew."""
    build(tmp_path, now=NOW)
    store = open_store(tmp_path)
    plain = run.write_brief(store, "mali", end_of_day(date(2025, 11, 7)))
    assert plain is not None
    endpoint = Endpoint(base_url=URL, model=os.environ.get("DATELINE_TEST_MODEL", "default"), timeout_s=600)
    phrased = run.phrase(store, plain, endpoint, NOW)
    sources = {source.article_id: source for source in phrased.sources}
    assert [section.title for section in phrased.sections] == [section.title for section in plain.sections]
    for section in phrased.sections:
        for sentence in section.sentences:
            if sentence.kind is SentenceKind.WRITTEN:
                cited = [one.span.article_id for one in sentence.evidence if isinstance(one, QuoteEvidence)]
                articles = [
                    Article(
                        article_id=one,
                        source_id="demo",
                        text=sources[one].text,
                        lang="en",
                        published_at=sources[one].published_at,
                        known_at=sources[one].known_at,
                        citations=sources[one].citations,
                    )
                    for one in dict.fromkeys(cited)
                ]
                found = run.check_claim(sentence.text, articles, plain.as_of.date())
                assert found.verdict is Verdict.SUPPORTED, sentence.text
    store.close()
