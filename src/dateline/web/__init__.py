"""The desk: what an analyst keeps open all day, in a browser on this machine. Thin: parse, call run or the store, show.

app.py      the routes and what is around them          guard.py   who may come in, and what every answer carries
desk.py     what all pages share: store, words, work     work.py    what takes long, done in another process
viewer.py   who looks: language, theme, moment           jobs.py    what can be worked out there
recall.py   what pages found a moment ago
pages/      one module a page                            api/       the same for programs
templates/  one file a page                              words/     what pages say, one file a language
"""

from __future__ import annotations

from dateline.web.app import make_app, serve
from dateline.web.guard import LOCAL_HOSTS, Gate

__all__ = ["LOCAL_HOSTS", "Gate", "make_app", "serve"]
