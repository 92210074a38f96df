"""Which way situations go, and digests of what changed in them."""

from __future__ import annotations

from typing import Annotated

import typer

from dateline import run
from dateline.cli.alerts import print_sent
from dateline.cli.briefs import LAST, Output, ask, check_choice, write_out
from dateline.cli.options import About, AsOf, Json, StoreDir, fields, load_channels, load_policy, named_store, now
from dateline.errors import DefinitionError
from dateline.moments import parse_as_of
from dateline.records import Digest
from dateline.shell import NOTHING_FOUND, err, out, print_json
from dateline.store import Store
from dateline.writers.events import digest_to_dict, direction_to_dict

app = typer.Typer()
_WAIT_S = 60.0


@app.command(epilog="Example: `dateline direction mali --as-of 2025-11-07`")
def direction(about: About, as_of: AsOf = "today", store_dir: StoreDir = None, as_json: Json = False) -> None:
    """Whether the last 30 days were worse or better than the 30 before, and the counts that say so."""
    moment = parse_as_of(as_of, now())
    found = ask(about, moment, store_dir, lambda store: run.tell_direction(store, about, moment), as_json)
    if as_json:
        print_json(direction_to_dict(found))
        return
    out.print(f"{found.state.value}: {found.reason}", markup=False)
    for one in found.evidence:
        out.print(f"    {one.published_at.date()}  {one.span.quote}", markup=False)


@app.command(epilog="Example: `dateline digest mali --since 2025-11-01 --format html -o digest.html`")
def digest(
    situations: Annotated[
        list[str] | None, typer.Argument(metavar="[SITUATION...]", help="Defined situations; else all.")
    ] = None,
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help="What came after that moment; 'last': after the last sent.")
    ] = LAST,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="The moment to stand at; else this one.")
    ] = None,
    is_sending: Annotated[
        bool, typer.Option("--send", help="Send it to the mail server and the webhooks of the settings.")
    ] = False,
    form: Annotated[str, typer.Option("--format", metavar="FORM", help="text, html or json.")] = "text",
    output: Output = None,
    store_dir: StoreDir = None,
    as_json: Json = False,
) -> None:
    """What changed in situations since a moment: direction, alerts that fired, what is new in their briefs."""
    from dateline.writers.digest import DIGEST_WRITERS

    check_choice(form, "format", DIGEST_WRITERS)
    channels = _find_channels(store_dir) if is_sending else run.Channels()
    moment = parse_as_of(as_of, now()) if as_of else now()
    with named_store(store_dir) as store:
        begin = run.find_since(store) if since == LAST else parse_as_of(since, now())
        found = run.write_digest(store, situations or (), begin, moment)
        if found is None:
            err.print("No report belongs to these situations.")
            raise typer.Exit(NOTHING_FOUND)
        sent = _send(store, found, channels, store_dir) if is_sending else None
    if as_json:
        print_json({**digest_to_dict(found), "sent": fields(sent)} if sent else digest_to_dict(found))
    elif sent is None or output is not None:
        write_out(DIGEST_WRITERS[form](found), output)
    if sent is not None and not as_json:
        print_sent(sent, is_always=True)


def _find_channels(store_dir: str | None) -> run.Channels:
    channels = load_channels(store_dir)
    if channels.mail is None and not channels.names("digest"):
        raise DefinitionError("The settings name nobody to send to.", hint="Write [mail] or [webhook.NAME].")
    return channels


def _send(store: Store, found: Digest, channels: run.Channels, store_dir: str | None) -> run.DeliveryCounts:
    with run.hold_sending(store, _WAIT_S):
        run.queue_digest(store, found, channels, now())
        return run.deliver(store, channels, policy=load_policy(store_dir), clock=now)
