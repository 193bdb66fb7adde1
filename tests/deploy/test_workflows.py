"""What runs at GitHub is well formed, may do little, and runs nothing that can change under us."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from hiwar.deploy.errors import Held
from tests.deploy.project import Project, git, write

CHECKOUT = Path(__file__).parents[2]
WORKFLOWS = sorted((CHECKOUT / ".github" / "workflows").glob("*.yml"))
TOOLS = Path(sys.executable).parent
each = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def load(path: Path) -> dict[Any, Any]:
    """Read a workflow; YAML 1.1 takes the key ``on`` for true."""
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in found.items()}


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in load(path)["jobs"].values() for step in job["steps"]]


def tool(*command: str) -> None:
    done = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_there_are_workflows() -> None:
    assert {path.stem for path in WORKFLOWS} == {"publish", "test", "weekly"}


@each
def test_a_workflow_is_what_github_reads(path: Path) -> None:
    tool(str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.github-workflows", str(path))


def test_dependabot_is_what_github_reads() -> None:
    tool(str(TOOLS / "check-jsonschema"), "--builtin-schema", "vendor.dependabot", ".github/dependabot.yml")


def test_a_linter_for_their_safety_finds_nothing() -> None:
    tool(
        str(TOOLS / "zizmor"),
        "--offline",
        "--no-progress",
        "--persona",
        "pedantic",
        "--min-severity",
        "low",
        ".github",
    )


@each
def test_actions_are_pinned_by_commit_and_say_their_release(path: Path) -> None:
    uses = re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))
    assert uses
    assert all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line) for line in uses)


def test_one_action_has_one_pin() -> None:
    uses = {line for path in WORKFLOWS for line in re.findall(r"uses: (.*)", path.read_text(encoding="utf-8"))}
    assert len(uses) == len({line.partition("@")[0] for line in uses})


@each
def test_a_workflow_may_do_nothing_but_what_a_job_says(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    allowed = {"contents": "write" if path.stem == "publish" else "read"}
    assert all(job["permissions"] == allowed for job in workflow["jobs"].values())
    assert all(job["timeout-minutes"] for job in workflow["jobs"].values())


def test_publishing_is_one_at_a_time_and_never_broken_off() -> None:
    workflow = load(CHECKOUT / ".github" / "workflows" / "publish.yml")
    assert workflow["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    assert set(workflow["on"]) == {"push", "schedule", "workflow_dispatch"}
    assert workflow["on"]["push"] == {"branches": ["main"]}
    assert steps(CHECKOUT / ".github" / "workflows" / "publish.yml")[0]["with"]["fetch-depth"] == 0


def test_a_held_source_does_not_make_every_hour_red() -> None:
    found = steps(CHECKOUT / ".github" / "workflows" / "publish.yml")
    (script,) = (step["run"] for step in found if step.get("name") == "Publish")
    assert f'[ "$code" = {Held.exit_code} ]' in script


def test_announcing_is_asked_for() -> None:
    """It comes after publishing, only where somebody wants it, and what a place did not take makes no hour red."""
    found = steps(CHECKOUT / ".github" / "workflows" / "publish.yml")
    assert [step.get("name") for step in found][-2:] == ["Publish", "Tell the communities"]
    assert found[-1]["if"] == "vars.HIWAR_ANNOUNCE == 'yes'"
    assert '[ "$code" = 3 ]' in found[-1]["run"]


@each
def test_packages_come_with_their_hashes(path: Path) -> None:
    installs = [step["run"] for step in steps(path) if "pip install" in step.get("run", "")]
    assert len(installs) == 1
    assert "--require-hashes -r requirements.txt" in installs[0]


@each
def test_scripts_take_nothing_from_strangers(path: Path) -> None:
    """An expression inside a script would run what a proposal's title says."""
    assert not any("${{" in step.get("run", "") for step in steps(path))


@pytest.mark.parametrize("shape", ["held back", "kept", "nothing new"])
def test_what_was_heard_is_kept_or_heard_again(tmp_path: Path, shape: str) -> None:
    """The script of the workflow, run as it stands, leaves a clean main either way."""
    project = Project.make(tmp_path / "company", tmp_path / "remote.git")
    project.commit({"threads/.keep": ""}, push=True)
    if shape != "nothing new":
        write(project.root, {"content/threads/a.json": "{}"})
    if shape == "held back":
        hook = project.remote / "hooks" / "pre-receive"
        hook.parent.mkdir(exist_ok=True)
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)
    script = next(step["run"] for step in steps(WORKFLOWS[0]) if step.get("name") == "Keep what was heard")
    done = subprocess.run(("bash", "-e", "-c", script), cwd=project.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert git(project.root, "status", "--porcelain") == ""
    assert git(project.root, "rev-parse", "HEAD") == git(project.remote, "rev-parse", "main")
    assert ("::warning::" in done.stdout) == (shape == "held back")
    assert ("content/threads/a.json" in git(project.root, "ls-files")) == (shape == "kept")
