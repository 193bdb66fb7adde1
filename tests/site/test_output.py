"""The output folder stands as it was or as it is after, whole: under errors, rivals and kill -9."""

from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from hiwar import trees
from hiwar.errors import SetupError
from hiwar.site.output import is_site, staged_output

PAGES = 60
MADE = {"version": "0.1.0", "source": None, "dirty": False, "counts": {}}
PLUGINS = Path(trees.__file__).parents[1]
BUILDER = Path(__file__).with_name("endless_builds.py")


def write_site(folder: Path, text: str, pages: int = 1) -> None:
    for number in range(pages):
        (folder / f"{number}.html").write_text(text, encoding="utf-8")
    (folder / "build.json").write_text(json.dumps(MADE), encoding="utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def place(tmp_path: Path) -> SimpleNamespace:
    """A project with a site of one page, and where its output and locks are."""
    output, locks = tmp_path / "output", tmp_path / ".cache" / "locks"
    output.mkdir()
    write_site(output, "old")
    return SimpleNamespace(root=tmp_path, output=output, locks=locks)


@pytest.fixture(params=["exchange", "renames"])
def kernel(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Both ways to switch: with the kernel's exchange and without."""
    if request.param == "renames":
        monkeypatch.setattr(trees, "_exchange", lambda one, other: False)
    return request.param


def test_a_first_build_makes_the_folder_and_its_parents(tmp_path: Path) -> None:
    output = tmp_path / "made" / "for" / "it"
    with staged_output(output, tmp_path / "locks") as stage:
        write_site(stage, "new")
    assert set(snapshot(output)) == {"0.html", "build.json"}


def test_a_build_replaces_the_tree_and_leaves_nothing_beside_it(place: SimpleNamespace, kernel: str) -> None:
    (place.output / "gone.html").write_text("x")
    with staged_output(place.output, place.locks) as stage:
        assert list(stage.iterdir()) == []
        assert stage.stat().st_dev == place.output.stat().st_dev
        write_site(stage, "new")
        assert snapshot(place.output)["0.html"] == b"old"
    assert snapshot(place.output) == {"0.html": b"new", "build.json": json.dumps(MADE).encode()}
    assert {path.name for path in place.root.iterdir()} == {"output", ".cache"}


@pytest.mark.parametrize("error", [ValueError("x"), KeyboardInterrupt(), OSError(errno.ENOSPC, "full")])
def test_any_exception_leaves_everything_as_it_was(place: SimpleNamespace, kernel: str, error: BaseException) -> None:
    before = snapshot(place.output)
    expected = (type(error), SetupError)
    with pytest.raises(expected), staged_output(place.output, place.locks) as stage:  # noqa: PT012 - a build raises
        write_site(stage, "new")
        raise error
    assert snapshot(place.output) == before
    assert {path.name for path in place.root.iterdir()} == {"output", ".cache"}


def test_a_failed_first_build_takes_its_folders_away(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"), staged_output(tmp_path / "a" / "b", tmp_path / "locks"):
        raise ValueError("no")
    assert {path.name for path in tmp_path.iterdir()} == {"locks"}


def test_a_tree_without_build_json_is_not_switched_in(place: SimpleNamespace) -> None:
    with (
        pytest.raises(SetupError, match=r"left no build\.json"),
        staged_output(place.output, place.locks) as stage,
    ):
        (stage / "0.html").write_text("half")
    assert snapshot(place.output)["0.html"] == b"old"


def test_the_mode_of_the_folder_is_kept(place: SimpleNamespace) -> None:
    place.output.chmod(0o2775)
    with staged_output(place.output, place.locks) as stage:
        write_site(stage, "new")
    assert stat.S_IMODE(place.output.stat().st_mode) == 0o2775


def test_an_empty_folder_may_become_the_output(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with staged_output(tmp_path / "empty", tmp_path / "locks") as stage:
        write_site(stage, "new")
    assert is_site(tmp_path / "empty")


@pytest.mark.parametrize("made", ["{}", "[]", "no json", '{"version": "1"}'])
def test_a_folder_that_hiwar_did_not_make_is_refused(tmp_path: Path, made: str) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "build.json").write_text(made)
    with (
        pytest.raises(SetupError, match="Hiwar did not make it"),
        staged_output(tmp_path / "thesis", tmp_path),
    ):
        pass
    assert snapshot(tmp_path / "thesis") == {"build.json": made.encode()}


def test_links_files_and_the_root_are_refused(place: SimpleNamespace) -> None:
    link, dangling, file = place.root / "link", place.root / "dangling", place.root / "file"
    link.symlink_to(place.output)
    dangling.symlink_to(place.root / "nowhere")
    file.write_text("x")
    for path, words in (
        (link, "symbolic link"),
        (dangling, "symbolic link"),
        (file, "a file"),
        (Path("/"), "root"),
    ):
        with pytest.raises(SetupError, match=words), staged_output(path, place.locks):
            pass


def test_a_second_build_says_who_is_at_it(place: SimpleNamespace) -> None:
    with staged_output(place.output, place.locks) as stage:
        with (
            pytest.raises(SetupError, match=f"is being built by process {os.getpid()}"),
            staged_output(place.output, place.locks),
        ):
            pass
        write_site(stage, "first")
    assert snapshot(place.output)["0.html"] == b"first"


def test_a_second_build_with_other_locks_is_refused_too(place: SimpleNamespace) -> None:
    """Deleting .cache/ during a build does not let a second one in."""
    with staged_output(place.output, place.locks) as stage:
        shutil.rmtree(place.locks.parent)
        with pytest.raises(SetupError, match="is being built"), staged_output(place.output, place.locks):
            pass
        write_site(stage, "first")
    assert snapshot(place.output)["0.html"] == b"first"


def test_outputs_side_by_side_do_not_wait_for_each_other(place: SimpleNamespace) -> None:
    with (
        staged_output(place.output, place.locks) as one,
        staged_output(place.root / "other", place.locks) as two,
    ):
        write_site(one, "one")
        write_site(two, "two")
    assert snapshot(place.output)["0.html"] == b"one"
    assert snapshot(place.root / "other")["0.html"] == b"two"


def test_what_a_killed_build_left_is_removed(place: SimpleNamespace) -> None:
    left = place.root / ".output.next" / "site" / "blog"
    left.mkdir(parents=True)
    (left / "half.html").write_text("half")
    with staged_output(place.output, place.locks) as stage:
        assert list(stage.iterdir()) == []
        write_site(stage, "new")
    assert not (place.root / ".output.next").exists()


def test_a_stranger_in_the_staging_place_is_not_removed(place: SimpleNamespace) -> None:
    (place.root / ".output.next").mkdir()
    (place.root / ".output.next" / "thesis.md").write_text("mine")
    with pytest.raises(SetupError, match="move it away"), staged_output(place.output, place.locks):
        pass
    assert (place.root / ".output.next" / "thesis.md").read_text() == "mine"


def test_a_kill_between_two_renames_is_mended_by_the_next_build(place: SimpleNamespace) -> None:
    """Even by one that fails."""
    before = snapshot(place.output)
    staging = place.root / ".output.next"
    staging.mkdir()
    place.output.rename(staging / "old")
    with pytest.raises(ValueError, match="no"), staged_output(place.output, place.locks):
        raise ValueError("no")
    assert snapshot(place.output) == before


def test_the_second_rename_failing_puts_the_old_site_back(
    place: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trees, "_exchange", lambda one, other: False)
    before, rename = snapshot(place.output), Path.rename

    def fail_on_site(self: Path, target: Path) -> Path:
        if self.name == "site":
            raise OSError(errno.EIO, "broken disk", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_on_site)
    with (
        pytest.raises(SetupError, match="look after the disk"),
        staged_output(place.output, place.locks) as stage,
    ):
        write_site(stage, "new")
    assert snapshot(place.output) == before


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "make room"),
        (errno.EACCES, "change its owner or mode"),
        (errno.EROFS, "read-only"),
        (errno.ENOENT, "vanished"),
    ],
)
def test_what_the_disk_refuses_is_one_line_with_path_and_remedy(place: SimpleNamespace, code: int, words: str) -> None:
    with pytest.raises(SetupError, match=words) as caught, staged_output(place.output, place.locks):
        raise OSError(code, os.strerror(code), "content/media/a.jpg")
    assert str(caught.value).startswith("content/media/a.jpg: ")
    assert "\n" not in str(caught.value)


def test_a_full_disk_without_a_name_names_the_output(place: SimpleNamespace) -> None:
    with pytest.raises(SetupError, match=str(place.output)), staged_output(place.output, place.locks):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def write_until_full(stage: Path, room: int) -> None:
    for number in range(20):
        (stage / f"{number}.html").write_bytes(b"x" * min(room, 200))
        room -= 200
        if room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("room", range(0, 4000, 200))
def test_a_disk_that_fills_up_at_any_size_leaves_the_old_site(place: SimpleNamespace, room: int) -> None:
    before, words = snapshot(place.output), f"^{place.output}: no space is left on the disk; make room"
    with pytest.raises(SetupError, match=words), staged_output(place.output, place.locks) as stage:
        write_until_full(stage, room)
    assert snapshot(place.output) == before
    assert {path.name for path in place.root.iterdir()} == {"output", ".cache"}


def kill_at_a_random_moment(place: SimpleNamespace, way: str, turn: int, delay: float) -> None:
    command = [sys.executable, BUILDER, place.output, place.locks, way, str(turn), str(PAGES)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(PLUGINS)}) as process:
        assert process.stdout is not None
        assert process.stdout.readline()
        time.sleep(delay)
        os.kill(process.pid, signal.SIGKILL)


def assert_whole(output: Path) -> None:
    found = snapshot(output)
    assert len(found) == PAGES + 1
    assert len({text for name, text in found.items() if name != "build.json"}) == 1


def survive_kills(place: SimpleNamespace, way: str, times: int) -> None:
    rng = random.Random(times)
    for turn in range(times):
        kill_at_a_random_moment(place, way, turn * 10_000, rng.uniform(0, 0.05))
        if way == "exchange" or place.output.exists():
            assert_whole(place.output)
        with pytest.raises(ValueError, match="no"), staged_output(place.output, place.locks):
            raise ValueError("no")
        assert_whole(place.output)
        assert not (place.root / ".output.next").exists()


@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_ten_kills_tear_no_output(place: SimpleNamespace, way: str) -> None:
    survive_kills(place, way, 5)


@pytest.mark.slow
@pytest.mark.parametrize("way", ["exchange", "renames"])
def test_a_hundred_kills_tear_no_output(place: SimpleNamespace, way: str) -> None:
    survive_kills(place, way, 50)
