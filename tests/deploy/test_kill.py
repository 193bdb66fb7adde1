"""A publish killed at any moment leaves the old site or the new one, and a clone that publishes again."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.deploy.project import PAGES, Project, git

CHECKOUT = Path(__file__).parents[2]


def start(project: Project) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.deploy.one_publish", str(project.root), str(project.remote)]
    env = {**os.environ, "PYTHONPATH": f"{CHECKOUT}:{CHECKOUT / 'plugins'}"}
    return subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def how_long(project: Project) -> float:
    began = time.monotonic()
    assert start(project).wait() == 0
    return time.monotonic() - began


def family(pid: int) -> list[int]:
    """The process and all that it started, itself first."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def kill(process: subprocess.Popen[bytes], *, everybody: bool) -> None:
    """Kill the publish alone, as a person does, or with its git processes, as a power cut does."""
    if everybody:
        process.send_signal(signal.SIGSTOP)
    for pid in family(process.pid) if everybody else [process.pid]:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    process.wait()


def settled(project: Project) -> str | None:
    """The served commit, once git processes that outlived the publish are done."""
    tip, since = project.tip, time.monotonic()
    while time.monotonic() - since < 0.3:
        time.sleep(0.05)
        if project.tip != tip:
            tip, since = project.tip, time.monotonic()
    return tip


def survive_kills(project: Project, times: int) -> None:
    seconds, rng = how_long(project), random.Random(times)
    for turn in range(times):
        project.commit(dict.fromkeys(PAGES, f"{turn}"))
        before, old, state = project.tip, project.served(), project.local_state()
        process = start(project)
        time.sleep(rng.uniform(0.2, 1.0) * seconds)
        kill(process, everybody=turn % 2 == 0)
        tip = settled(project)
        served = project.served()
        assert served == old or {served[path] for path in PAGES} == {f"{turn}"}
        assert tip == before or project.history()[1] == before
        refs, _, files = project.local_state()
        assert (refs, files) == (state[0], state[2])
        git(project.remote, "fsck", "--strict", "--connectivity-only")
        assert project.publish(shrink=True).state == ("unchanged" if served != old else "published")
        assert project.local_state() == state
        assert not list((project.root / ".cache" / "publish").iterdir())


def test_ten_kills_lose_no_deploy(project: Project) -> None:
    survive_kills(project, 10)


@pytest.mark.slow
def test_a_hundred_kills_lose_no_deploy(project: Project) -> None:
    survive_kills(project, 100)
