"""Without the right to install, one line says what is missing."""

import os
import shutil

import pytest

from tests.servers import installing


@pytest.mark.parametrize("user", [0, 1000])
def test_what_is_missing_is_named_in_one_line(user, monkeypatch, tmp_path):
    monkeypatch.setattr(installing, "HOUSE", tmp_path)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(pytest.fail.Exception) as failed:
        installing.need(("mariadb-server-core", "wordpress"), lambda: False)
    assert failed.value.msg.endswith("as root on Debian: apt-get install mariadb-server-core wordpress")
    assert "\n" not in failed.value.msg


def test_what_is_there_is_not_installed(monkeypatch, tmp_path):
    monkeypatch.setattr(installing, "HOUSE", tmp_path)
    monkeypatch.setattr(installing, "call", lambda *_, **__: pytest.fail("installed"))
    installing.need(("wordpress",), lambda: True)


def test_a_command_that_came_from_elsewhere_is_not_installed(monkeypatch, tmp_path):
    """Packages are often in conflict with it."""
    ran = []
    monkeypatch.setattr(installing, "HOUSE", tmp_path)
    monkeypatch.setattr(installing, "_POLICY", tmp_path / "policy")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in {"apt-get", "npm"} else None)
    monkeypatch.setattr(installing, "call", lambda *command, **_: ran.append(command))
    installing.need(("npm", "redis-server"), lambda: bool(ran))
    assert [command[-1] for command in ran] == ["update", "redis-server"]
