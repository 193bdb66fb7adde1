"""Runs Pelican with the project's settings, from Python instead of a shell."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

from pelican.plugins._utils import load_plugins
from pelican.settings import read_settings

from hiwar.errors import SetupError
from hiwar.site.builder import CACHE, CLEAN, CWD, NOW, REVIEW, Builder

if TYPE_CHECKING:
    from pathlib import Path


_OWN: Final = f"{__name__.partition('.')[0]}."


def prepare(root: Path) -> bool:
    """Load what a build needs, and tell whether that is all ours.

    Plugins of others may keep anything in their modules from one build to the
    next, so that a second build in the same process would be a matter of trust.
    """
    plugins = load_plugins(_read(root, {}))
    return all(getattr(plugin, "__name__", "").startswith(_OWN) for plugin in plugins)


def builder_for(
    root: Path,
    content: Path,
    output: Path,
    now: str | None = None,
    *,
    review: bool = False,
    cwd: Path | None = None,
    cache: Path | None = None,
    clean: bool = False,
) -> Builder:
    """Return what builds a site once, exactly as ``pelican CONTENT -s pelicanconf.py -o OUTPUT`` does.

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
        SetupError: a folder is missing.
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
    return Builder(_read(root, override))


def _read(root: Path, override: dict[str, Any]) -> dict[str, Any]:
    """Return the project's settings, as they stand now."""
    settings: dict[str, Any] = read_settings(str(root / "pelicanconf.py"), override=override)
    # Each reading puts our folder before all others once more.
    sys.path[:] = dict.fromkeys(sys.path)
    return settings
