"""Runs Pelican with the project's settings, from Python instead of a shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pelican.settings import read_settings

from hiwar.errors import SetupError
from hiwar.site.builder import CACHE, CLEAN, CWD, NOW, REVIEW, Builder

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.model.build import Build


def run_build(
    root: Path,
    content: Path,
    output: Path,
    now: str | None = None,
    *,
    review: bool = False,
    cwd: Path | None = None,
    cache: Path | None = None,
    clean: bool = False,
) -> Build:
    """Build a site, exactly as ``pelican CONTENT -s pelicanconf.py -o OUTPUT`` does.

    Args:
        root: the project's folder, with pelicanconf.py in it.
        content: the content folder.
        output: where the site shall stand.
        now: ISO 8601 with an offset; None takes the clock's.
        review: take in drafts and what is to come, marked and unindexed.
        cwd: where one stands, for the paths of messages; None takes the process's.
        cache: where rooms keep what they may lose; None takes the project's place for this content folder.
        clean: believe nothing of earlier builds.

    Raises:
        ContentError: the content is at fault; the output stands as it was.
        SetupError: a folder is missing or not ours, or ``now`` is no moment.
    """
    if not content.is_dir():
        raise SetupError(f"{content}: there is no such content folder; name one with --content DIR")
    if not (root / "theme").is_dir():
        raise SetupError(f"{root / 'theme'}: there is no theme; bring it back with: git checkout -- theme")
    override = {
        "PATH": str(content.absolute()),
        "OUTPUT_PATH": str(output.absolute()),
        NOW: now,
        REVIEW: review,
        CWD: str(cwd) if cwd else None,
        CACHE: str(cache) if cache else None,
        CLEAN: clean,
    }
    settings = read_settings(str(root / "pelicanconf.py"), override=override)
    return Builder(settings).build()
