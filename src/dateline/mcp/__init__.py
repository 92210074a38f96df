"""The store for language models: an MCP server on standard input and output. Read only, and every answer has the words
that it rests on.

server.py  the tools and resources put together     tools.py    what can be asked
shapes.py  what answers look like                   answers.py  records into these shapes, with a short text
asking.py  what every tool does first               claims.py   what can be checked
                                                    finding.py  the same of searches, actors, places, directions
"""

from __future__ import annotations

from dateline.mcp.server import make_server, serve

__all__ = ["make_server", "serve"]
