"""What a language model can have checked: its own sentences and texts, against reports and figures."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult
from pydantic import Field

from dateline import run
from dateline.errors import DatelineError
from dateline.mcp import answers, shapes
from dateline.mcp.answers import answer, say_moment
from dateline.mcp.asking import Asking, AsOf
from dateline.records import ClaimTest
from dateline.store import Store
from dateline.text import clean, shorten

MOST_CLAIM, MOST_TEXT = 2_000, 20_000  # characters: a model waits for the answer
MOST_TESTED = 50  # claims in one answer
Scope = Annotated[
    str, Field(max_length=200, description="Only against reports on this situation or question; empty: all reports.")
]


class ClaimTools(Asking):
    """The tools that hold words against the store."""

    def test_trend(
        self,
        claim: Annotated[
            str, Field(max_length=MOST_CLAIM, description="One sentence; empty: the claims in reports on `about`.")
        ] = "",
        about: Scope = "",
        as_of: AsOf = "today",
    ) -> Annotated[CallToolResult, shapes.ClaimTests]:
        """Hold a claim that violence, security, displacement or refugees rose or fell ("security in Mali has worsened
        since 2021") against the figures that were public by a moment. Without a claim: those that reports on a
        situation make, at most 50. Use it before you repeat that something got worse or better."""
        about = clean(about)
        with self.open_store() as store:
            moment = self.read_moment(as_of)
            found = self._try(store, claim, about, moment)[:MOST_TESTED]
            articles = store.view(moment).get_articles(list({one.claim.words.article_id for one in found}))
        lines = [f"{one.outcome.value}: {shorten(one.claim.excerpt.text, 200)} {one.text}" for one in found]
        shown = [answers.shape_claim_test(one, articles) for one in found]
        text = answers.say_list("Claims", claim or about, moment, lines)
        return answer(text, shapes.ClaimTests(as_of=say_moment(moment), tests=shown))

    def _try(self, store: Store, claim: str, about: str, moment: datetime) -> list[ClaimTest]:
        if clean(claim):
            return run.try_text(store, claim, moment, about or None)
        if not about:
            raise ToolError("There is nothing to test. Give a claim, or `about`.")
        found = run.try_claims(store, about, moment)
        if found is None:
            raise self.nothing_on(store, about, moment)
        return found

    def check_claim(
        self,
        claim: Annotated[str, Field(min_length=1, max_length=MOST_CLAIM, description="One sentence.")],
        about: Scope = "",
        as_of: AsOf = "today",
    ) -> Annotated[CallToolResult, shapes.Verdicts]:
        """Hold one sentence against the reports there are as of a moment: supported, contradicted, not supported or not
        checkable, with the words that decide. Use it on every factual sentence before you tell it to the user."""
        return self._audit(claim, about, as_of)

    def audit_text(
        self,
        text: Annotated[str, Field(min_length=1, max_length=MOST_TEXT, description="Any text.")],
        about: Scope = "",
        as_of: AsOf = "today",
    ) -> Annotated[CallToolResult, shapes.Verdicts]:
        """Hold a whole text against the reports there are as of a moment, claim by claim. Use it on a draft: it finds
        wrong numbers and dates, lost attribution, stale facts, and what nobody reports."""
        return self._audit(text, about, as_of)

    def _audit(self, text: str, about: str, as_of: str) -> CallToolResult:
        with self.open_store() as store:
            moment = self.read_moment(as_of)
            try:
                found = run.audit_text(text, moment, store=store, about=clean(about) or None)
            except DatelineError:
                raise
            except ValueError as error:
                raise ToolError(f"This cannot be checked: {error}.") from error
        verdicts = answers.shape_audit(found)
        return answer(answers.say_claims(verdicts), verdicts)
