"""What docs/python.md, docs/api.md and docs/mcp.md say is so: examples run, and no address or tool is left out."""

from __future__ import annotations

import asyncio
import doctest
import json
import re
from pathlib import Path

import pytest
from fastapi.routing import APIRoute

import dateline
from dateline.mcp import make_server
from dateline.store import open_store
from dateline.web.api import NOUNS, PREFIX

DOCS = Path(__file__).resolve().parents[2] / "docs"
_FENCE = re.compile(r"^```(\w*)[ ]?([^\n`]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| `(GET|PUT|POST|DELETE) (\S+)` \|", re.MULTILINE)


def read(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_the_examples_in_python_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL, verbose=False)
    told: list[str] = []
    for language, file, text in _FENCE.findall(read("python.md")):
        if file:
            Path(file).write_text(text, encoding="utf-8")
        if language == "pycon":
            test = doctest.DocTestParser().get_doctest(text, names, "docs/python.md", None, 0)
            test.globs = names
            runner.run(test, out=told.append, clear_globs=False)
    assert runner.tries > 20
    assert not runner.failures, "".join(told)


def test_every_function_is_told_of_in_python() -> None:
    text = read("python.md")
    functions = {name for name in dateline.__all__ if re.match("[a-z]", name)}
    told = set(re.findall(r"`(?:dateline\.)?([a-z_]+)(?:\(|`)", text)) | set(re.findall(r"dateline\.([a-z_]+)\(", text))
    assert functions - told == set()


def test_every_address_is_told_of() -> None:
    routes = [route for noun in NOUNS for route in noun.router.routes if isinstance(route, APIRoute)]
    there = {(method, route.path) for route in routes for method in route.methods}
    assert sorted(_ROW.findall(read("api.md"))) == sorted({*there, ("GET", "/openapi.json")})
    assert PREFIX in read("api.md")


def test_every_tool_is_told_of(tmp_path: Path) -> None:
    open_store(tmp_path / "store", create=True).close()
    server = make_server(tmp_path / "store")
    tools = {tool.name for tool in asyncio.run(server.list_tools())}
    text = read("mcp.md")
    listed = text.partition("## Tools")[2].partition("Each answer")[0]
    assert set(re.findall(r"^\| `(\w+)` \|", listed, re.MULTILINE)) == tools
    for template in asyncio.run(server.list_resource_templates()):
        assert f"`{template.uri_template}`" in text


def test_the_configuration_of_mcp_is_json() -> None:
    settings = [json.loads(text) for language, _, text in _FENCE.findall(read("mcp.md")) if language == "json"]
    server = settings[0]["mcpServers"]["dateline"]
    assert (server["command"], server["args"][-1]) == ("dateline", "mcp")
