"""docs/publishing.md says what is true: its settings, codes and options are the code's."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from hiwar.deploy import errors, settings
from hiwar.errors import ContentError, SetupError

TEXT = (Path(__file__).parents[2] / "docs" / "publishing.md").read_text(encoding="utf-8")


def test_every_exit_code_is_told() -> None:
    told = dict(re.findall(r"^\| (\d) \| `(\w+)` \|", TEXT, re.MULTILINE))
    own = {str(cls.exit_code): cls.__name__ for cls in errors.DeployError.__subclasses__()}
    assert told == {"1": ContentError.__name__, "2": SetupError.__name__, **own}


def test_codes_of_a_deploy_begin_at_three_and_are_its_own() -> None:
    codes = [cls.exit_code for cls in errors.DeployError.__subclasses__()]
    assert sorted(codes) == list(range(3, 3 + len(codes)))


def test_every_setting_is_told_with_its_usual_value() -> None:
    told = dict(re.findall(r"^\| `([A-Z_]+)` \| `(.*?)` \|", TEXT, re.MULTILINE))
    usual = {field.name: field.default for field in fields(settings.DeploySettings)}
    expected = {key: usual[name] for key, name in settings._KEYS.items()}
    assert {key: value.strip('"') for key, value in told.items()} == {
        key: str(value) for key, value in expected.items()
    }


def test_the_workflows_it_tells_of_are_there() -> None:
    for name in re.findall(r"`(\w+\.yml)`", TEXT):
        assert (Path(__file__).parents[2] / ".github" / "workflows" / name).exists()
