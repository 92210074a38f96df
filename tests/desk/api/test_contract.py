"""The API does what its description says: requests made from it, right and wrong, are answered as it says."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from fastapi.routing import APIRoute
from hypothesis import Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from starlette.types import Receive, Scope, Send

from dateline.web import Gate, make_app
from dateline.web.api import NOUNS
from dateline.web.jobs import Perform
from dateline.web.work import Here, Work
from desk.api.conftest import TOKEN
from small_store import NOW

# A value can fit its description and mean nothing: a date of the year 500, the cursor of another list. The API says so
# with 400, and keeps 422 for what does not fit; the check would take every 400 for a refusal of what is right.
CONFIG = {"checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "400", "401", "403", "404"]}}}


HEADERS = {"Authorization": f"Bearer {TOKEN}"}
KNOWN = {
    "about": "mali",
    "article_id": "r08",
    "story_id": "r02",
    "feed_id": "news",
    "actor_id": "jnim",
    "geonames_id": "2457163",
    "name": "Reuters",
}
STEERING = ("as_of", "cursor", "from", "to", "since")  # any text fits, few mean anything


@pytest.fixture(scope="module")
def description(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[schemathesis.BaseSchema]:
    """The description of a desk that asks for a token."""
    folder = Path(shutil.copytree(filled, tmp_path_factory.mktemp("contract") / "store"))
    work = Work(Here(Perform(folder)))
    desk = make_app(folder, Gate(token=TOKEN, rate=1e6, burst=1e6), work=work, clock=lambda: NOW)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        """The desk without its end: the client starts and ends what it asks with each request."""
        if scope["type"] == "http":
            await desk(scope, receive, send)
        else:
            await send({"type": f"{(await receive())['type']}.complete"})
            await send({"type": f"{(await receive())['type']}.complete"})

    yield schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", app, config=SchemathesisConfig.from_dict(CONFIG), headers=HEADERS
    )
    work.close()


def operations() -> list[tuple[str, str]]:
    """The path and the method of every operation."""
    routes = [route for noun in NOUNS for route in noun.router.routes if isinstance(route, APIRoute)]
    return sorted((route.path, method) for route in routes for method in route.methods)


def takes_anything(operation: Any) -> bool:
    """Whether an operation takes anything."""
    return bool(operation.definition.raw.get("parameters") or "requestBody" in operation.definition.raw)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.name.casefold())
@pytest.mark.parametrize(("path", "method"), operations())
def test_requests_are_answered_as_described(
    description: schemathesis.BaseSchema, path: str, method: str, mode: GenerationMode
) -> None:
    operation = description[path][method]
    if mode is GenerationMode.NEGATIVE and not takes_anything(operation):
        return  # it takes nothing that could be wrong

    @settings(max_examples=30, derandomize=True, database=None, phases=(Phase.generate,))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate(headers=HEADERS)
        if mode is GenerationMode.POSITIVE:  # the same about what there is, or few answers would be other than 404
            for taken, names in ((case.path_parameters, KNOWN), (case.query, dict.fromkeys(STEERING))):
                for name in set(taken) & set(names):
                    taken.pop(name) if names[name] is None else taken.update({name: names[name]})
            case.call_and_validate(headers=HEADERS)

    ask()


def test_every_operation_is_tried(description: schemathesis.BaseSchema) -> None:
    described = {
        (path, method.upper()) for path, methods in description.raw_schema["paths"].items() for method in methods
    }
    assert described == set(operations())
