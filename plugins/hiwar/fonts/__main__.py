"""``python -m hiwar.fonts SOURCES THEME``: make the vendored fonts again."""

import sys
from pathlib import Path

from hiwar.errors import HiwarError
from hiwar.fonts.make import make

if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    try:
        make(Path(sys.argv[1]), Path(sys.argv[2]))
    except HiwarError as error:
        raise SystemExit(str(error)) from None
