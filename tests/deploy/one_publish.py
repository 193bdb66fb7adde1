"""Publish a project of the tests once, in a process that may be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.deploy.project import Project

if __name__ == "__main__":
    Project(Path(sys.argv[1]), Path(sys.argv[2])).publish(shrink=True)
