"""Build a site again and again until killed; print the turn after each switch."""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

from hiwar import trees
from hiwar.site.output import staged_output


def main(output: str, locks: str, way: str, first: str, pages: str) -> None:
    if way == "renames":
        trees._exchange = lambda one, other: False
    for turn in itertools.count(int(first)):
        with staged_output(Path(output), Path(locks)) as stage:
            for number in range(int(pages)):
                (stage / f"{number}.html").write_text(str(turn))
            made = {"version": "1", "source": None, "dirty": False, "counts": {}}
            (stage / "build.json").write_text(json.dumps(made))
        sys.stdout.write(f"{turn}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
