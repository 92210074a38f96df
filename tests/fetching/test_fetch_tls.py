"""HTTPS and HTTP/2: the same requests under a certificate that is checked."""

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import UnreadableFile
from dateline.fetching import Policy, Reason, Refusal, Request, Response
from fetching.asking import POLICY, fetch, get, get_refusal, get_response
from fetching.web import CERTIFICATE, RSS, Web, feed, moved, packed, raw


@pytest.fixture
def trusting(tmp_path: Path) -> Policy:
    """A policy that trusts the test server's certificate."""
    file = tmp_path / "trusted.pem"
    file.write_text(CERTIFICATE, encoding="ascii")
    return replace(POLICY, trust_file=str(file))


def test_feeds_come_by_http_2_over_one_connection(secure_web: Web, trusting: Policy) -> None:
    """Packed, moved and not modified as they do by HTTP/1.1."""
    secure_web.put("/feed", feed(etag='"7"'))
    secure_web.put("/packed", packed(RSS * 200, "br"))
    secure_web.put("/old", moved("/feed", 308))
    requests = [
        Request(key="whole", url=secure_web.url("/feed", "localhost")),
        Request(key="same", url=secure_web.url("/feed", "localhost"), etag='"7"'),
        Request(key="packed", url=secure_web.url("/packed", "localhost")),
        Request(key="moved", url=secure_web.url("/old", "localhost")),
    ]
    outcomes = fetch(*requests, policy=trusting)
    found = {key: outcome for key, outcome in outcomes.items() if isinstance(outcome, Response)}
    assert (found["whole"].body, found["packed"].body) == (RSS.encode(), RSS.encode() * 200)
    assert (found["same"].status, found["moved"].moved_to) == (304, secure_web.url("/feed", "localhost"))
    assert {(asked.version, asked.connection) for asked in secure_web.log} == {("2", 1)}


def test_an_unknown_certificate_is_refused(secure_web: Web) -> None:
    """Nothing is sent to a server that cannot say who it is."""
    secure_web.put("/feed", feed())
    assert get_refusal(secure_web, "/feed", host="localhost").reason is Reason.TLS
    assert secure_web.log == []


def test_a_certificate_for_another_name_is_refused(secure_web: Web, trusting: Policy) -> None:
    """It is the name that is checked, not the address that was connected to."""
    secure_web.put("/feed", feed())
    assert get_response(secure_web, "/feed", host="news.example", policy=trusting).status == 200
    assert get_refusal(secure_web, "/feed", host="other.example", policy=trusting).reason is Reason.TLS


def test_certificates_that_cannot_be_read_end_the_run(secure_web: Web) -> None:
    """That is no server's fault: it has to be put right before anything is fetched."""
    with pytest.raises(UnreadableFile):
        get(secure_web, "/feed", host="localhost", policy=replace(POLICY, trust_file="no/such/file.pem"))


def test_a_server_without_tls_is_refused(web: Web) -> None:
    """https:// where plain HTTP is spoken."""
    refusal = fetch(Request(key="it", url=f"https://127.0.0.1:{web.port}/feed"))["it"]
    assert isinstance(refusal, Refusal)
    assert refusal.reason is Reason.TLS


def test_a_proxy_carries_tls_unopened(web: Web, secure_web: Web, trusting: Policy) -> None:
    """By CONNECT: the proxy sees the host and no more, and the certificate is still the target's."""
    secure_web.put("/feed", feed())
    proxy = f"http://127.0.0.1:{web.port}"
    outcome = get_response(secure_web, "/feed", host="news.example", policy=trusting, proxy=proxy)
    assert outcome.body == RSS.encode()
    assert (len(web.log), len(secure_web.log)) == (0, 1)
    assert get_refusal(secure_web, "/feed", host="other.example", policy=trusting, proxy=proxy).reason is Reason.TLS


FRAMES = (
    bytes.fromhex("000000040000000000"),  # settings
    bytes.fromhex("000001010400000001") + b"\x88",  # headers: status 200
    bytes.fromhex("000005010400000001") + b"\x08\x03abc",  # headers: status "abc"
    bytes.fromhex("000005000100000001") + b"<rss>",  # data, the last
    bytes.fromhex("000004030000000001") + b"\x00\x00\x00\x02",  # reset
    bytes.fromhex("000008070000000000") + bytes(8),  # go away
    bytes.fromhex("000004080000000000") + b"\xff\xff\xff\xff",  # window
)


@settings(max_examples=40)
@given(st.lists(st.one_of(st.sampled_from(FRAMES), st.binary(max_size=40)), max_size=6))
def test_any_frames_give_one_outcome(frames: list[bytes]) -> None:
    """Whatever a server says by HTTP/2, the request ends with a response or a reason."""
    policy = replace(POLICY, read_timeout_s=0.2, total_timeout_s=0.5)
    with Web(tls=True) as web, tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
        file.write(CERTIFICATE)
        file.flush()
        web.put("/feed", raw(b"".join(frames)))
        get(web, "/feed", host="localhost", policy=replace(policy, trust_file=file.name))
