"""Draws ``docs/screenshot.jpg``: the demo's home in both languages, side by side.

Run it from the project's folder when the theme has changed:
``PYTHONPATH=plugins python -m tests.docs.draw_screenshot``
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

from PIL import Image

from hiwar.serving.app import Preview
from tests.conftest import NOW
from tests.docs.pages import ROOT

TARGET = ROOT / "docs/screenshot.jpg"
#: Bytes that the picture may weigh.
LIMIT = 250_000
#: CSS pixels of each half, and how many pixels of the picture one is.
WIDTH, HEIGHT, SHARPNESS = 640, 860, 1.5
#: CSS pixels between the halves.
GAP = 12
ADDRESSES = ("/en/", "/")
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def build(output: Path) -> None:
    """Build the demo."""
    command = (sys.executable, "-m", "invoke", "build", "--now", NOW, "--output", str(output))
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def photograph(address: str, picture: Path, profile: Path) -> None:
    """Save what a browser shows at an address."""
    browser = next(path for path in map(shutil.which, _BROWSERS) if path)
    options = (
        "--headless --no-sandbox --disable-gpu --no-first-run --hide-scrollbars --disable-background-networking "
        f"--disable-component-update --disable-sync --user-data-dir={profile} --force-device-scale-factor={SHARPNESS} "
        f"--window-size={WIDTH},{HEIGHT} --virtual-time-budget=5000 --screenshot={picture}"
    )
    environment = {**os.environ, "LANG": "C.UTF-8"}
    subprocess.run((browser, *options.split(), address), check=True, capture_output=True, env=environment)


def join(pictures: list[Path]) -> Image.Image:
    """Return pictures of one size side by side."""
    halves = [Image.open(path).convert("RGB") for path in pictures]
    gap = round(GAP * SHARPNESS)
    width = sum(half.width for half in halves) + gap * (len(halves) - 1)
    whole = Image.new("RGB", (width, halves[0].height), "#8a8f98")
    for number, half in enumerate(halves):
        whole.paste(half, (number * (half.width + gap), 0))
    return whole


def draw() -> None:
    """Build, look, join, save as good as the limit allows."""
    with tempfile.TemporaryDirectory() as private:
        build(Path(private, "site"))
        with make_server("127.0.0.1", 0, Preview(Path(private, "site")), handler_class=_Silent) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            pictures = []
            for number, address in enumerate(ADDRESSES):
                pictures.append(Path(private, f"{number}.png"))
                url = f"http://127.0.0.1:{server.server_port}{address}"
                photograph(url, pictures[-1], Path(private, f"profile-{number}"))
            server.shutdown()
        whole = join(pictures)
    for quality in range(90, 40, -5):
        whole.save(TARGET, "JPEG", quality=quality, optimize=True, progressive=True)
        if TARGET.stat().st_size <= LIMIT:
            return


if __name__ == "__main__":
    draw()
