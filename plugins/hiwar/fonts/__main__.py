"""``python -m hiwar.fonts SOURCES THEME``: make the vendored fonts again."""

import sys
from pathlib import Path

from hiwar.fonts.make import make

if __name__ == "__main__":
    make(Path(sys.argv[1]), Path(sys.argv[2]))
