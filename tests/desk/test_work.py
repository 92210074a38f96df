"""What takes long: asked for, kept, made anew, given up."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Any

import pytest

from dateline.web.work import Failed, Here, Job, OtherProcess, Work


def perform(job: Job) -> Any:
    """What the other process does in these tests."""
    if job.name == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if job.name == "sleep":
        time.sleep(30)
    return job.args


def test_an_answer_is_kept_until_the_store_changes() -> None:
    asked: list[Job] = []
    work = Work(Here(lambda job: asked.append(job) or len(asked)))
    job = Job("count", (("about", "mali"),))
    assert work.ask(job, "one", wait_s=5).value == 1
    assert work.ask(job, "one", wait_s=5).value == 1
    old = work.ask(job, "two")
    assert (old.value, old.is_ready, old.is_old) == (1, True, True)
    while (new := work.ask(job, "two", wait_s=5)).is_old:
        time.sleep(0.01)
    assert new.value == 2
    work.close()


def test_nothing_found_is_an_answer() -> None:
    work = Work(Here(lambda job: None))
    answer = work.ask(Job("nothing"), "", wait_s=5)
    assert answer.is_ready
    assert answer.value is None
    work.close()


def test_who_waits_goes_first() -> None:
    gate, done = threading.Event(), list[str]()

    def slow(job: Job) -> str:
        gate.wait(5)
        done.append(job.name)
        return job.name

    work = Work(Here(slow))
    work.ask(Job("running"), "")
    time.sleep(0.05)
    work.ask(Job("soon"), "", urgency=1)
    work.ask(Job("at once"), "", urgency=0)
    gate.set()
    work.ask(Job("soon"), "", wait_s=5)
    assert done == ["running", "at once", "soon"]
    work.close()


def test_one_job_asked_by_many_is_done_once() -> None:
    n_done = 0

    def one(job: Job) -> int:
        nonlocal n_done
        time.sleep(0.05)
        n_done += 1
        return n_done

    work = Work(Here(one))
    threads = [threading.Thread(target=work.ask, args=(Job("one"), ""), kwargs={"wait_s": 5}) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert n_done == 1
    work.close()


def test_an_error_is_told_and_the_line_goes_on() -> None:
    def fail(job: Job) -> str:
        if job.name == "bad":
            raise ZeroDivisionError
        return "good"

    work = Work(Here(fail))
    answer = work.ask(Job("bad"), "", wait_s=5)
    assert not answer.is_ready
    assert answer.failed is not None
    assert work.ask(Job("good"), "", wait_s=5).value == "good"
    work.close()


def test_what_failed_is_tried_again_after_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Job] = []

    def fail_first(job: Job) -> Any:
        asked.append(job)
        return Failed("no memory") if len(asked) == 1 else "done"

    work = Work(Here(fail_first))
    assert work.ask(Job("one"), "", wait_s=5).failed is not None
    assert work.ask(Job("one"), "", wait_s=5).failed is not None
    assert len(asked) == 1
    monkeypatch.setattr("dateline.web.work.FAILED_S", 0.0)
    assert work.ask(Job("one"), "", wait_s=5).value == "done"
    work.close()


def test_a_killed_process_and_a_slow_one_are_replaced() -> None:
    doer = OtherProcess(perform, longest_s=20)
    assert doer.do(Job("echo", (("a", 1),))) == (("a", 1),)
    assert isinstance(doer.do(Job("die")), Failed)
    assert doer.do(Job("echo", (("b", 2),))) == (("b", 2),)
    doer.close()
    impatient = OtherProcess(perform, longest_s=0.2)
    assert isinstance(impatient.do(Job("sleep")), Failed)
    impatient.close()


def test_only_so_many_answers_are_kept() -> None:
    work = Work(Here(lambda job: job.args), most_kept=3)
    for n in range(10):
        work.ask(Job("n", (("n", n),)), "", wait_s=5)
    assert len(work._entries) == 3
    work.close()


def test_a_fresh_answer_is_waited_for() -> None:
    """Whoever asks for what is true now does not get what was true before."""
    work = Work(Here(lambda job: next(numbers)))
    numbers = iter(range(10))
    job = Job("count")
    assert work.ask(job, "before", wait_s=5).value == 0
    assert work.ask(job, "after", wait_s=5).is_old
    fresh = work.ask(job, "after", wait_s=5, is_fresh=True)
    assert (fresh.value, fresh.is_old) == (1, False)
    assert (work.n_done, work.n_failed, work.is_alive) == (2, 0, True)
    work.close()
    assert not work.is_alive
    assert not work.ask(Job("other"), "after", wait_s=60).is_ready  # and nobody waits for what will not come
