"""What is wrong with a template, in one line that names it."""

from __future__ import annotations

import traceback
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from pelican.generators import PelicanTemplateNotFound

from hiwar.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def explained_templates(theme: Path, own: Path) -> Iterator[None]:
    """Turn what a template does wrong into one line with its file and line.

    Args:
        theme: the theme's folder.
        own: the company's folder of templates and files.

    Raises:
        SetupError: in place of every error of Jinja's.
    """
    try:
        yield
    except TemplateSyntaxError as error:
        where = f"{error.filename or theme}:{error.lineno}"
        raise SetupError(f"{where}: the template cannot be read: {error.message}") from error
    except PelicanTemplateNotFound as error:
        raise SetupError(f"{theme}: {error}; put the template there") from error
    except TemplateNotFound as error:
        raise SetupError(f"{_place(error, theme, own)}: there is no template {error.message}") from error
    except TemplateError as error:
        raise SetupError(f"{_place(error, theme, own)}: {error.message}") from error


def _place(error: TemplateError, theme: Path, own: Path) -> str:
    """Return the template's file and line from the way that an error came."""
    frames = traceback.extract_tb(error.__traceback__)
    folders = {theme.resolve(), own.resolve()}
    inside = [frame for frame in frames if folders & set(Path(frame.filename).resolve().parents)]
    return f"{inside[-1].filename}:{inside[-1].lineno}" if inside else str(theme)
