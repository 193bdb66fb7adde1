"""What real servers need from outside: installed where that is possible, else named in one line."""

import fcntl
import os
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT

#: Outlives the tests, so that what takes minutes is installed once.
HOUSE = ROOT / ".cache" / "servers"
#: Asked before a package starts a service of its own (Debian's invoke-rc.d(8)); 101 forbids it.
_POLICY = Path("/usr/sbin/policy-rc.d")


@contextmanager
def alone(name):
    """Let one process at a time install; the others wait and find it done."""
    HOUSE.mkdir(parents=True, exist_ok=True)
    with (HOUSE / f"{name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def need(packages, is_there):
    """Install packages of Debian, unless what they bring is there."""
    with alone("debian"):
        if is_there():
            return
        if os.geteuid() or not shutil.which("apt-get"):
            miss(packages)
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        with _no_services():
            # Where npm came with Node from elsewhere, Debian's own package is in conflict with it.
            lacking = [package for package in packages if not shutil.which(package)]
            for command in (("update",), ("install", "--yes", "--no-install-recommends", *lacking)):
                call("apt-get", "-q", *command, env=environment, otherwise=packages)
        if not is_there():
            miss(packages)


def call(*command, otherwise, **more):
    """Run an installer, or end the test with what to install by hand."""
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=900, **more)
    except (OSError, subprocess.SubprocessError):
        miss(otherwise)


def miss(packages):
    """End the test with what to install."""
    pytest.fail(f"a real server is missing; as root on Debian: apt-get install {' '.join(packages)}", pytrace=False)


@contextmanager
def _no_services():
    """Keep the packages from starting servers that the tests would not stop."""
    if _POLICY.exists():
        yield
        return
    _POLICY.write_text("#!/bin/sh\nexit 101\n")
    _POLICY.chmod(0o755)
    try:
        yield
    finally:
        _POLICY.unlink()
