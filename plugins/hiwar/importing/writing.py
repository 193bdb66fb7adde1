"""Files into the content folder: nothing that stands there is ever overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from pathlib import Path

#: Whether a file was not there, was there just so, or says something else.
Written = Literal["new", "same", "edited"]


def write_new(path: Path, content: bytes) -> Written:
    """Write a file unless one stands there already.

    Raises:
        SetupError: the folder cannot be written.
    """
    try:
        if path.exists():
            return "same" if path.read_bytes() == content else "edited"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise SetupError(f"{path}: {error.strerror}") from error
    return "new"


def replace(path: Path, text: str) -> None:
    """Write a file of ours: people.toml with its old text in it, or the report.

    Raises:
        SetupError: the file cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    except OSError as error:
        raise SetupError(f"{path}: {error.strerror}") from error
