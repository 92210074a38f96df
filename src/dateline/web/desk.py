"""What all pages share: the store, the words, the templates, and the work that goes on beside them."""

from __future__ import annotations

import hashlib
import threading
import tomllib
from collections.abc import Callable, Hashable, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from importlib import resources
from pathlib import Path
from typing import Any

from jinja2 import Environment
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from dateline.editions import EDITIONS, Edition
from dateline.editions.naming import name_episode, name_party
from dateline.editions.retelling import Retelling
from dateline.gazetteer import load_by_iso3, load_countries
from dateline.records import Reading
from dateline.store import Store, StoreStats, open_store
from dateline.web.guard import Gate
from dateline.web.recall import Recall, T
from dateline.web.viewer import KEPT_S, LANGUAGE, VISIT, Viewer, part, recognise
from dateline.web.work import SOON, Answer, Job, Work
from dateline.writers.html import open_templates

PATIENCE_S = 0.15  # how long a page waits for an answer before it says that it is being worked out
API_PATIENCE_S = 60.0  # how long a program waits
SEATS = 16  # programs that wait at once, of the 40 threads that answer requests
RETOLD = ("trend", "fired", "told")  # tables of words: what is made in English, and told in the reader's language
STATIC = resources.files("dateline.web") / "static"


class Desk:
    """The state of a running desk. Requests come on several threads: each has its own connection to the store."""

    def __init__(
        self,
        folder: Path,
        work: Work,
        gate: Gate,
        *,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        patience_s: float = PATIENCE_S,
        api_patience_s: float = API_PATIENCE_S,
    ) -> None:
        self.folder = folder
        self.work = work
        self.gate = gate
        self.clock = clock
        self.patience_s = patience_s
        self.api_patience_s = api_patience_s
        self.seats = threading.BoundedSemaphore(SEATS)
        self._own = threading.local()
        self._recall = Recall()
        self._templates = open_desk_templates()

    @property
    def store(self) -> Store:
        """The store, on a connection of this thread."""
        if not hasattr(self._own, "store"):
            self._own.store = open_store(self.folder)
        store: Store = self._own.store
        return store

    def see(self, request: Request) -> Viewer:
        """Whoever makes a request."""
        return recognise(
            path=request.url.path,
            query=dict(request.query_params),
            cookies=request.cookies,
            accepts=request.headers.get("accept-language", ""),
            now=self.clock(),
        )

    def recall(self, find: Callable[..., T], *args: Hashable) -> T:
        """What a function finds in the store, or found there lately: for what takes a tenth of a second, not many."""
        store, key = self.store, (find, *args)
        return self._recall.get(key, store.get_stamp(), self.clock(), lambda: find(store, *args))

    def note_change(self) -> None:
        """A reader changed something: what was found before is found anew."""
        self._recall.forget()

    def ask(self, job: str, *, patience_s: float | None = None, is_fresh: bool = False, **args: Hashable) -> Answer:
        """What jobs.py works out under a name, as far as it is known by now; `is_fresh`: an old one is waited out."""
        return self.ask_job(Job(job, tuple(args.items())), patience_s=patience_s, is_fresh=is_fresh)

    def ask_soon(self, job: str, **args: Hashable) -> Answer:
        """The same, for what a page can do without: it is worked out after all that somebody waits for."""
        return self.work.ask(Job(job, tuple(args.items())), self.store.get_stamp(), urgency=SOON)

    def ask_job(self, job: Job, *, patience_s: float | None = None, is_fresh: bool = False) -> Answer:
        """The same, of a job."""
        wait_s = self.patience_s if patience_s is None else patience_s
        return self.work.ask(job, self.store.get_stamp(), wait_s=wait_s, is_fresh=is_fresh)

    def retell(self, viewer: Viewer) -> Callable[[str], str]:
        """How a text that was made in English is told to whoever looks."""
        retelling = load_retelling(viewer.language)
        return retelling.tell if retelling else str

    def show(self, request: Request, viewer: Viewer, template: str, *, status: int = 200, **values: Any) -> Response:
        """A page, with what every page has."""
        edition = load_words(viewer.language)
        words = {"say": edition.say, "edition": edition, "colon": edition.colon, "retell": self.retell(viewer)}
        page = self._templates.get_template(template).render(
            viewer=viewer, url=viewer.url, part=part, has_token=bool(self.gate.token), asset=asset, **words,
            **name_things(edition), **values,
        )  # fmt: skip
        tag = f'"{hashlib.blake2b(page.encode(), digest_size=16).hexdigest()}"'
        headers = {"etag": tag, "cache-control": "private, no-cache", "vary": "Cookie, Accept-Language, HX-Request"}
        is_known = status == 200 and request.headers.get("if-none-match") == tag
        response: Response = (
            Response(status_code=304, headers=headers) if is_known else HTMLResponse(page, status, headers)
        )
        keep(response, VISIT, viewer.visit)
        if request.query_params.get("lang") == viewer.language:
            keep(response, LANGUAGE, viewer.language)
        return response


def count_all(store: Store) -> StoreStats:
    """Counts over the whole store."""
    return store.get_stats()


def keep(response: Response, name: str, value: str) -> None:
    """Ask the browser to keep something of the viewer's."""
    response.set_cookie(name, value, max_age=KEPT_S, httponly=True, samesite="strict")


@cache
def load_words(language: str) -> Edition:
    """What pages say in a language, besides what briefs say in it."""
    edition = EDITIONS[language]
    text = (resources.files("dateline.web") / "words" / f"{language}.toml").read_text(encoding="utf-8")
    tables: Mapping[str, Mapping[str, Any]] = tomllib.loads(text)
    return type(edition)(edition.code, {**edition.tables, **tables})


@cache
def load_retelling(language: str) -> Retelling | None:
    """What tells in a language what was made in English; None for English."""
    return Retelling(load_words("en"), load_words(language), RETOLD) if language != "en" else None


def name_things(edition: Edition) -> dict[str, Callable[..., str]]:
    """What pages call countries, episodes and sides of relations."""

    def name_country(code: str) -> str:
        country = load_by_iso3().get(code) or load_countries().get(code)
        return code if country is None else country.name if edition.code == "en" else edition.bare(country)

    return {
        "country_name": name_country,
        "episode_name": partial(name_episode, edition=edition),
        "party_name": partial(name_party, edition=edition),
    }


@cache
def asset(name: str) -> str:
    """The address of one of our own files, which changes with its content, so that browsers may keep it for long."""
    digest = hashlib.blake2b((STATIC / name).read_bytes(), digest_size=6).hexdigest()
    return f"/static/{name}?{digest}"


def open_desk_templates() -> Environment:
    """The desk's templates."""
    templates = open_templates("dateline.web")
    templates.globals |= {"mention_names": name_mentions}
    return templates


def name_mentions(reading: Reading, places: tuple[int, ...]) -> str:
    """The names of some of a reading's mentions; a dash where there is none."""
    return ", ".join(dict.fromkeys(reading.mentions[at].name for at in places)) or "–"
