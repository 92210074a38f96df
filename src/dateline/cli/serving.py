"""The desk in a browser."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from dateline import config
from dateline.cli.options import Before, StoreDir
from dateline.errors import UsageError
from dateline.shell import err

app = typer.Typer()
PORT = 8765


@app.command(epilog="Example: `dateline --store demo serve`")
def serve(
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Any other than this machine's own needs a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="0: one that is free.")] = PORT,
    is_opened: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    store_dir: StoreDir = None,
) -> None:
    """Open the desk: situations, briefs with their evidence, reports, in a browser on this machine."""
    from dateline import web  # FastAPI: 300 ms that other commands need not pay

    settings = config.load_config(store_dir or Before.store, folder=Path.cwd())
    token = config.read_secret(str(settings.serve.get("token", "")))
    is_local = host in web.LOCAL_HOSTS
    if not is_local and not token:
        raise UsageError(
            f"The desk on '{host}' could be reached by others, and no token is set.",
            hint='Write token = "env:NAME" under [serve] in dateline.toml, or leave out --host.',
        )

    def tell(address: str) -> None:
        err.print(f"The desk is open at {address} (Ctrl-C closes it).", markup=False)
        if is_opened:
            webbrowser.open(address)

    web.serve(settings.store, web.Gate(token=token), host=host, port=port, tell=tell)
