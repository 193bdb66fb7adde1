"""Killed at any moment between beginning and the last note: nothing twice, nothing forgotten."""

import os
import random
import subprocess
import sys
import time

import pytest

from tests.announce.doubles import DOUBLES, Double
from tests.announce.making import read
from tests.conftest import ROOT


def start(path, platform, double, seed):
    command = (sys.executable, "-m", "tests.announce.one_run", str(path), platform, double.url, str(seed))
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'plugins'}"}
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE)


def kill_once(folder, platform, seed):
    """Kill one run, let another one end, and compare what stands there with what should."""
    chance = random.Random(seed)
    path = folder / f"{platform}-{seed}" / "announced.json"
    path.parent.mkdir()
    with Double(DOUBLES[platform]()) as double:
        with start(path, platform, double, seed) as first:
            assert first.stdout.readline() == b"begun\n"
            time.sleep(chance.random() * 0.12)
            first.kill()
        was = len(double.posts)
        with start(path, platform, double, seed) as second:
            second.stdout.read()
        assert second.returncode == 0
        assert len(double.posts) == 3
        for number in range(3):
            assert sum(f"/blog/tank-{number}/" in str(post["asked"]) for post in double.posts) == 1
        assert [row.state for row in read(path)] == ["sent"] * 3
        return was


@pytest.mark.parametrize("platform", sorted(DOUBLES))
def test_a_kill(platform, tmp_path):
    kill_once(tmp_path, platform, 1)


@pytest.mark.slow
def test_a_hundred_kills(tmp_path):
    """25 of each platform, at random moments; some before the first post, some after the last, most in between."""
    when = [kill_once(tmp_path, platform, seed) for platform in sorted(DOUBLES) for seed in range(25)]
    assert len(when) == 100
    assert {0, 1, 2, 3} <= set(when)
