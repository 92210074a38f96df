"""Alerts: rules, what fired, what waits to be sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated

import typer

from dateline import run
from dateline.cli.options import Json, StoreDir, count, fields, load_channels, load_policy, named_store, now
from dateline.moments import parse_as_of
from dateline.records import Alert, AlertKind, AlertRule, Delivery
from dateline.run import DeliveryCounts
from dateline.shell import NOTHING_FOUND, err, out, print_json
from dateline.writers.events import alert_to_dict, rule_to_dict

app = typer.Typer(help="Rules that tell when something happens.", no_args_is_help=True, rich_markup_mode="markdown")
_WAIT_S = 60.0  # for another process that checks or sends
Situation = Annotated[str, typer.Argument(metavar="SITUATION", help="A defined situation.")]
Some = Annotated[str | None, typer.Argument(metavar="[SITUATION]", help="Only those of one situation.")]


@app.command("add", epilog="Example: `dateline alert add mali --kind threshold --what attacks --least 5 --days 7`")
def add(
    situation: Situation,
    kind: Annotated[AlertKind, typer.Option("--kind", help="What to look for; docs/alerts.md explains each.")],
    what: Annotated[
        str,
        typer.Option(
            "--what",
            metavar="WHAT",
            help="threshold: reports, attacks, killed; change: direction, brief, office; silence: a feed, or nothing;"
            " episode: its kind, or nothing; search: words.",
        ),
    ] = "",
    least: Annotated[int, typer.Option("--least", metavar="N", min=0, help="What a threshold has to reach.")] = 0,
    days: Annotated[int, typer.Option("--days", metavar="N", min=1, help="How many days it looks back.")] = 7,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Add a rule. The same rule again changes nothing."""
    wish = run.Wish(kind=kind, what=what, least=least, days=days)
    with named_store(store_dir) as store:
        rule = run.make_rule(store, situation, wish, now())
        with store.write() as writer:
            is_new = writer.add_alert_rule(rule)
    if as_json:
        print_json({**rule_to_dict(rule), "new": is_new})
    else:
        out.print(f"Rule {rule.rule_id} {'added' if is_new else 'is there already'}: {_say_rule(rule)}", markup=False)


@app.command("list", epilog="Example: `dateline alert list mali`")
def list_(situation: Some = None, store_dir: StoreDir = None, as_json: Json = False) -> None:
    """The rules there are."""
    with named_store(store_dir) as store:
        wanted = run.require_situation(store, situation).situation_id if situation else None
        rules = [one for one in store.list_alert_rules() if wanted in (None, one.situation_id)]
    if as_json:
        print_json([rule_to_dict(one) for one in rules])
    for one in rules if not as_json else ():
        out.print(f"{one.rule_id}  {_say_rule(one)}", markup=False)
    if not rules:
        err.print("No rules yet; 'dateline alert add' makes one.")
        raise typer.Exit(NOTHING_FOUND)


@app.command("remove", epilog="Example: `dateline alert remove 3f2a9c1b`")
def remove(
    rules: Annotated[list[str], typer.Argument(metavar="RULE...", help="Ids of rules, or how they begin.")],
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Take rules away. What they told stays in the log."""
    with named_store(store_dir) as store:
        found = [run.find_rule(store, name) for name in rules]
        with store.write() as writer:
            for one in found:
                writer.remove_alert_rule(one.rule_id)
    if as_json:
        print_json({"removed": [one.rule_id for one in found]})
    else:
        out.print(f"{count(len(found), 'rule')} removed.")


@app.command("check", epilog="Example: `dateline alert check`  ·  `dateline alert check --as-of 2025-11-07`")
def check(
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The moment to stand at; else this one.")
    ] = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Look at all rules, keep what fired, and tell the webhooks of the settings. Nothing is told twice."""
    channels = load_channels(store_dir)
    moment = parse_as_of(as_of, now()) if as_of else now()
    with named_store(store_dir) as store, run.hold_sending(store, _WAIT_S):
        fired = run.check_alerts(store, moment, now(), channels.names("alert"))
        sent = run.deliver(store, channels, policy=load_policy(store_dir), clock=now)
        n_rules = len(store.list_alert_rules())
    if as_json:
        print_json({"n_rules": n_rules, "fired": [alert_to_dict(one) for one in fired], "sent": fields(sent)})
        return
    print_alerts(fired)
    out.print(f"{count(n_rules, 'rule')} looked at, {count(len(fired), 'alert')} new.")
    print_sent(sent)


@app.command("log", epilog="Example: `dateline alert log mali --limit 10`")
def log(
    situation: Some = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="At most so many, the latest first.")] = 50,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What fired, the latest first, with the words it rests on."""
    with named_store(store_dir) as store:
        found = store.list_alerts(run.require_situation(store, situation).situation_id if situation else None)[:limit]
    if as_json:
        print_json([alert_to_dict(one) for one in found])
    else:
        print_alerts(found)
    if not found:
        err.print("Nothing fired yet; 'dateline alert check' looks.")
        raise typer.Exit(NOTHING_FOUND)


@app.command("deliver", epilog="Example: `dateline alert deliver`  ·  `dateline alert deliver --list`")
def deliver(
    is_listing: Annotated[bool, typer.Option("--list", help="Show what was sent and what waits, and send nothing.")] = (
        False
    ),
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """Send again what did not arrive and is due."""
    with named_store(store_dir) as store:
        if is_listing:
            _list_deliveries(store.list_deliveries(), as_json=as_json)
            return
        with run.hold_sending(store, _WAIT_S):
            sent = run.deliver(store, load_channels(store_dir), policy=load_policy(store_dir), clock=now)
    if as_json:
        print_json(fields(sent))
    else:
        print_sent(sent, is_always=True)


def print_sent(sent: DeliveryCounts, *, is_always: bool = False) -> None:
    """What became of deliveries; the troubles on standard error."""
    for channel, why in sent.troubles:
        err.print(f"{channel}: {why}", markup=False)
    if is_always or sent != DeliveryCounts():
        out.print(f"{sent.n_sent:,} sent, {sent.n_waiting:,} to try again, {sent.n_given_up:,} given up.")


def _list_deliveries(found: Sequence[Delivery], *, as_json: bool) -> None:
    if as_json:
        print_json([fields(replace(one, body="")) for one in found])
        return
    for one in found:
        when = f"{one.made_at:%Y-%m-%d %H:%M}"
        detail = f"  next {one.due_at:%Y-%m-%d %H:%M}: {one.detail}" if one.detail else ""
        out.print(f"{one.delivery_id}  {when}  {one.channel}  {one.event}  {one.state.value}{detail}", markup=False)
    if not found:
        err.print("Nothing was ever to be sent.")
        raise typer.Exit(NOTHING_FOUND)


def print_alerts(found: Sequence[Alert]) -> None:
    for one in found:
        out.print(f"{one.as_of:%Y-%m-%d %H:%M}  {one.situation_id}  {one.kind.value}: {one.text}", markup=False)
        for quote in one.evidence:
            outlets = ", ".join(citation.outlet for citation in quote.citations) or "outlet not told"
            out.print(f"    {quote.published_at.date()}, {outlets}: {quote.span.quote}", markup=False)


def _say_rule(rule: AlertRule) -> str:
    least = f" reach {rule.least:,}" if rule.kind is AlertKind.THRESHOLD else ""
    what = f" {rule.what}" if rule.what else ""
    return f"{rule.situation_id}: {rule.kind.value}{what}{least} in {count(rule.days, 'day')}"
