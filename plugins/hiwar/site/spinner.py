"""Pelican's spinner, and the thread that turns it."""

from __future__ import annotations

import sys
import threading


def stop() -> None:
    """End the spinner: a process that has another thread cannot be copied safely, so it would use one core only.

    Pelican 4.12 puts ``console.status("Generating...")`` around each run, also where nobody sees it
    (pelican/__init__.py, main). This can go when it asks whether anybody looks.
    """
    live = sys.modules.get("rich.live")
    for thread in threading.enumerate() if live else ():
        shown = getattr(thread, "live", None)
        if live and isinstance(shown, live.Live):
            shown.stop()
            thread.join()
