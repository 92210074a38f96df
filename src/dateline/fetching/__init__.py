"""The polite and safe edge to the network: requests in, outcomes out, and nothing known of where they are kept.

Request ─> Lane of its host ─> robots.txt ─> Door (address guard) ─> Answer ─> Response or Refusal
"""

from __future__ import annotations

from dateline.fetching.backoff import next_due
from dateline.fetching.fetch import fetch_all
from dateline.fetching.hosts import HostState, HostStates
from dateline.fetching.outcomes import Outcome, Policy, Reason, Refusal, Request, Response
from dateline.fetching.robots import RobotsCache, RobotsRecord

__all__ = [
    "HostState",
    "HostStates",
    "Outcome",
    "Policy",
    "Reason",
    "Refusal",
    "Request",
    "Response",
    "RobotsCache",
    "RobotsRecord",
    "fetch_all",
    "next_due",
]
