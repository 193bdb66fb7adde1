"""Where to deploy: ``publishconf.py`` as typed values, checked at once."""

from __future__ import annotations

import re
import runpy
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, get_args

from hiwar.errors import SetupError
from hiwar.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Target = Literal["github-pages", "folder", "archive"]


@dataclass(frozen=True, slots=True)
class DeploySettings:
    """What ``publishconf.py`` says; it changes no byte of the pages."""

    target: Target = "github-pages"
    #: Name or address of the git remote that serves the pages.
    remote: str = "origin"
    #: The branch that is served; it holds deploys and nothing else.
    branch: str = "gh-pages"
    #: The branch that may be published.
    source_branch: str = "main"
    #: For the target ``folder``: where the site shall stand, from the project's folder.
    folder: str = ""
    #: For the target ``archive``: the zip file to write, from the project's folder.
    archive: str = ""
    #: Seconds to wait until the web shows a deploy; 0 does not wait.
    patience: int = 600


_KEYS: Final = MappingProxyType(
    {
        "TARGET": "target",
        "REMOTE": "remote",
        "BRANCH": "branch",
        "SOURCE_BRANCH": "source_branch",
        "FOLDER": "folder",
        "ARCHIVE": "archive",
        "PATIENCE": "patience",
    }
)
#: Pelican's and ghp-import's names for what stands elsewhere here.
_ELSEWHERE: Final = MappingProxyType(
    {
        "SITEURL": "the address stands in content/company.toml as url",
        "RELATIVE_URLS": "addresses are always whole",
        "DELETE_OUTPUT_DIRECTORY": "the output is always switched whole",
        "OUTPUT_PATH": "use invoke build --output",
        "CNAME": "it is written from url in content/company.toml",
        "GITHUB_PAGES_BRANCH": "it is called BRANCH",
    }
)
#: The part of git-check-ref-format(1) that people need, and no leading dash.
_REF: Final = re.compile(r"(?!.*(?:\.\.|//|@\{|\.lock$))[A-Za-z0-9_][A-Za-z0-9_./-]*(?<![./])")


def load(path: Path) -> DeploySettings:
    """Return the settings that ``publishconf.py`` gives; without the file, the usual ones.

    Raises:
        SetupError: the file is no Python, or says what cannot be; all mistakes at once.
    """
    if not path.exists():
        return DeploySettings()
    try:
        values = runpy.run_path(str(path))
    except SyntaxError as error:
        raise SetupError(f"{path}:{error.lineno}: {error.msg}; write it as NAME = value") from error
    except (NameError, ImportError, TypeError, ValueError, OSError) as error:
        raise SetupError(f"{path}: {error}; write it as NAME = value") from error
    return parse({key: value for key, value in values.items() if key.isupper()}, str(path))


def parse(values: Mapping[str, object], path: str = "publishconf.py") -> DeploySettings:
    """Return the settings checked.

    Raises:
        SetupError: all mistakes at once, a line each.
    """
    known = {_KEYS[key]: value for key, value in values.items() if key in _KEYS}
    problems = [_unknown(key) for key in sorted(values) if key not in _KEYS]
    problems += list(_mistyped(known))
    if not problems:
        settings = DeploySettings(**known)  # type: ignore[arg-type] # _mistyped has seen to it
        problems = list(_impossible(settings))
    if problems:
        raise SetupError("\n".join(f"{path}: {problem}" for problem in problems))
    return settings


def _unknown(key: str) -> str:
    fix = _ELSEWHERE.get(key) or did_you_mean(key, _KEYS)
    return f"unknown setting {key}; {fix}"


def _mistyped(known: Mapping[str, object]) -> Iterator[str]:
    names = {field: key for key, field in _KEYS.items()}
    for field, value in known.items():
        if field == "patience":
            if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 3600:
                yield f"PATIENCE is {value!r}; give whole seconds from 0 to 3600"
        elif not isinstance(value, str):
            yield f"{names[field]} is {value!r}; give a text in quotes"


def _impossible(settings: DeploySettings) -> Iterator[str]:
    if settings.target not in get_args(Target):
        yield f'TARGET is "{settings.target}"; {did_you_mean(settings.target, get_args(Target))}'
    for key, name in (("BRANCH", settings.branch), ("SOURCE_BRANCH", settings.source_branch)):
        if not _REF.fullmatch(name):
            yield f'{key} is "{name}"; that is no name of a branch'
    if settings.branch == settings.source_branch:
        yield f'BRANCH and SOURCE_BRANCH are both "{settings.branch}"; a deploy would replace the source'
    if not settings.remote or settings.remote.startswith("-"):
        yield f'REMOTE is "{settings.remote}"; give the name of a git remote'
    if settings.target == "folder" and not settings.folder:
        yield 'FOLDER is missing; say where the site shall stand, as FOLDER = "../www"'
    if settings.target == "archive" and not settings.archive.endswith(".zip"):
        yield 'ARCHIVE names no zip file; say ARCHIVE = "site.zip"'
