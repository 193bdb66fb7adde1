"""What others' tools say of the demo: the Nu HTML Checker of every page, Lighthouse of the pages that matter most."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.browser import find_browser
from tests.conftest import ROOT
from tests.served import served
from tests.servers.installing import HOUSE, alone, call, need

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.theme.built import Built

pytestmark = pytest.mark.slow

PACKAGES = ("default-jre-headless", "npm")
#: The last major version of Lighthouse that runs on Debian's Node.
MODULES = ("lighthouse@12", "vnu-jar@26")
#: The checker's leave to look at this machine's own addresses.
LOOPBACK = (
    "-Dnu.validator.servlet.allow-forbidden-hosts=true",
    "-Dnu.validator.servlet.allowed-address-type=all",
)
FOLDER = HOUSE / "audits"
#: Home, a post, a release with its conversation, a list; in both languages.
PAGES = tuple(
    f"{lang}{path}" for path in ("", "blog/drop-3-glass/", "press/batch-a9-recall/", "blog/") for lang in ("", "en/")
)
#: Categories that depend on no clock, of 100.
WHOLE = ("accessibility", "best-practices", "seo")
CLS = 0.02
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "speed-index")
REPORT = ROOT / ".cache/audits/lighthouse.txt"
FLAGS = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"


@pytest.fixture(scope="module")
def host(demo: Built) -> Iterator[str]:
    """Give its address, on a host that compresses."""
    with served(demo.output, is_compressed=True) as address:
        yield address


@pytest.fixture(scope="module")
def tools() -> Path:
    """Return the folder of what npm installed."""
    need(PACKAGES, lambda: all(map(shutil.which, ("java", "npm"))))
    with alone("audits"):
        done = FOLDER / "installed"
        if not done.exists() or done.read_text() != str(MODULES):
            FOLDER.mkdir(exist_ok=True)
            environment = {**os.environ, "PUPPETEER_SKIP_DOWNLOAD": "1"}
            command = ("npm", "install", *MODULES, "--no-audit", "--no-fund")
            call(*command, cwd=FOLDER, env=environment, otherwise=PACKAGES)
            done.write_text(str(MODULES))
    return FOLDER / "node_modules"


def test_every_page_is_valid_to_nu(demo: Built, host: str, tools: Path) -> None:
    """No error and no warning."""
    (jar,) = tools.rglob("vnu.jar")
    addresses = [f"{host}/{quote(name)}" for name in demo.pages]
    # Pages are asked for, and not read from the disk, where "'self'" in their policy would be nowhere.
    command = ("java", *LOOPBACK, "-jar", str(jar), "--format", "json", "--exit-zero-always", *addresses)
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600)
    said = [row for row in json.loads(done.stderr)["messages"] if is_complaint(row)]
    assert [(row.get("url", "").removeprefix(host), row["message"], row.get("extract")) for row in said] == []


def is_complaint(row: Mapping[str, str]) -> bool:
    """Tell an error or a warning from a remark.

    The checker takes a block of data for a script, about which it asks the policy; a
    browser does not (HTML, "prepare the script element", step 9).
    """
    is_mistaken = row["message"].startswith("Inline script violates") and "application/ld+json" in row["extract"]
    return not is_mistaken and (row["type"] != "info" or row.get("subType") == "warning")


def test_lighthouse(host: str, tools: Path, tmp_path: Path) -> None:
    """As on a phone with a slow network: nothing to better but time, which is written down and not asserted."""
    rows, wrong = [], []
    for page in PAGES:
        result = look(f"{host}/{page}", tools, tmp_path / "report.json")
        scores = {name: round(100 * (row["score"] or 0)) for name, row in result["categories"].items()}
        shift = shift_of(result)
        # Letters that come late on a busy machine move what a free one would not: once more, then.
        shift = min(shift, shift_of(look(f"{host}/{page}", tools, tmp_path / "again.json"))) if shift > CLS else shift
        times = ", ".join(f"{name} {result['audits'][name]['displayValue']}" for name in TIMES)
        rows.append(f"/{page}: {scores}, shift {shift:.3f}, {times}".replace("\xa0", " "))
        failed = [name for name, row in result["audits"].items() if is_failed(row)]
        wrong += [(page, scores, failed)] if any(scores[name] < 100 for name in WHOLE) else []
        wrong += [(page, "shift", shift)] if shift > CLS else []
    REPORT.parent.mkdir(parents=True, exist_ok=True)
    REPORT.write_text("\n".join(rows) + "\n", "utf-8")
    print(*rows, sep="\n")  # noqa: T201 -- who asks for it with -s reads it here
    assert wrong == []


def look(address: str, tools: Path, report: Path) -> dict[str, dict[str, dict[str, float | None]]]:
    """Return what Lighthouse found in its mobile preset, which is the one without a name."""
    command = (str(tools / ".bin/lighthouse"), address, "--output=json", f"--output-path={report}", "--quiet")
    environment = {**os.environ, "CHROME_PATH": find_browser()}
    done = subprocess.run(
        (*command, f"--chrome-flags={FLAGS}"), env=environment, capture_output=True, text=True, check=False, timeout=180
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, dict[str, dict[str, float | None]]] = json.loads(report.read_text("utf-8"))
    return found


def shift_of(result: Mapping[str, Mapping[str, Mapping[str, float | None]]]) -> float:
    """Return by how much of the screen things moved while the page came."""
    return float(result["audits"]["cumulative-layout-shift"]["numericValue"] or 0)


def is_failed(row: Mapping[str, object]) -> bool:
    """Tell whether an audit that counts was not passed."""
    return row["scoreDisplayMode"] == "binary" and row["score"] == 0
