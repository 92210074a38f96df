"""What fired, and the rules that make it fire."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from dateline import run
from dateline.errors import UsageError
from dateline.web.api.answers import give, give_page
from dateline.web.api.cursors import cut
from dateline.web.api.parameters import MOST_NAME, DeskOf, Pages, PlainPages
from dateline.web.api.problems import missing
from dateline.web.api.schemas import AddedRuleAnswer, AlertPage, RulePage, RuleRequest
from dateline.writers.events import alert_to_dict, rule_to_dict

router = APIRouter(prefix="/alerts", tags=["alerts"])
Situation = Annotated[str, Query(max_length=MOST_NAME, description="Only those of a defined situation.")]


@router.get("", operation_id="listAlerts", responses={200: {"model": AlertPage}})
def list_alerts(request: Request, desk: DeskOf, paging: Pages, situation: Situation = "") -> Response:
    """What fired, the latest first; nothing that fired as of a later moment."""
    wanted = run.require_situation(desk.store, situation).situation_id if situation else None
    found = [one for one in desk.store.list_alerts(wanted) if one.as_of <= paging.moment]
    page, last = cut(found, paging, lambda one: (one.alert_id,))
    return give_page(request, paging, [alert_to_dict(one) for one in page], last)


@router.get("/rules", operation_id="listRules", responses={200: {"model": RulePage}})
def list_rules(request: Request, desk: DeskOf, paging: PlainPages, situation: Situation = "") -> Response:
    """The rules there are."""
    wanted = run.require_situation(desk.store, situation).situation_id if situation else None
    found = [one for one in desk.store.list_alert_rules() if wanted in (None, one.situation_id)]
    page, last = cut(found, paging, lambda one: (one.rule_id,))
    return give_page(request, paging, [rule_to_dict(one) for one in page], last)


@router.post(
    "/rules", operation_id="addRule", responses={200: {"model": AddedRuleAnswer}, 201: {"model": AddedRuleAnswer}}
)
def add_rule(request: Request, desk: DeskOf, wanted: RuleRequest) -> Response:
    """Add a rule. The same rule again changes nothing."""
    wish = run.Wish(kind=wanted.kind, what=wanted.what, least=wanted.least, days=wanted.days)
    rule = run.make_rule(desk.store, wanted.situation, wish, desk.clock())
    with desk.store.write() as writer:
        is_new = writer.add_alert_rule(rule)
    return give(request, {**rule_to_dict(rule), "new": is_new}, status=201 if is_new else 200)


@router.delete("/rules/{rule_id}", operation_id="removeRule", status_code=204, response_class=Response)
def remove_rule(
    desk: DeskOf, rule_id: Annotated[str, Path(min_length=1, max_length=64, description="Its id, or how it begins.")]
) -> Response:
    """Take a rule away. What it told stays in the log."""
    try:
        found = run.find_rule(desk.store, rule_id)
    except UsageError as error:
        raise missing(error) from error
    with desk.store.write() as writer:
        writer.remove_alert_rule(found.rule_id)
    return Response(status_code=204)
