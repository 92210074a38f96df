"""The store for language models."""

from __future__ import annotations

from pathlib import Path

import typer

from dateline import config
from dateline.cli.options import Before, StoreDir

app = typer.Typer()


@app.command("mcp", epilog="Example: `dateline --store mystore mcp`")
def mcp_(store_dir: StoreDir = None) -> None:
    """Answer a language model over MCP on standard input and output: search, briefs, timelines, checks. Read only."""
    from dateline import mcp  # a second that other commands need not pay

    mcp.serve(config.load_config(store_dir or Before.store, folder=Path.cwd()).store)
