"""Targets on this machine: a folder for any web server, an archive for hosts that take uploads."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING, Final

from hiwar.deploy import history
from hiwar.deploy.finishing import PUBLISHED, parse_published
from hiwar.deploy.job import Outcome
from hiwar.deploy.listing import Entry, Listing, compare, refuse_shrinking, render
from hiwar.deploy.source import relation
from hiwar.deploy.vetting import blob_id, list_tree
from hiwar.errors import SetupError
from hiwar.trees import explained

if TYPE_CHECKING:
    from pathlib import Path

    from hiwar.deploy.job import Delivery, Job, State
    from hiwar.deploy.listing import Difference
    from hiwar.model.deploy import Published

#: The first moment that a zip file can name (APPNOTE.TXT 4.4.6): the same tree, the same bytes.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
#: A plain file that its owner may write and everybody read, as Unix says it in a zip file.
_MODE: Final = 0o100644 << 16
_UNIX: Final = 3


def deliver_folder(job: Job, delivery: Delivery) -> Outcome:
    """Put the tree in the place of the folder, at once and whole.

    Raises:
        SetupError: the folder is not Hiwar's, or the disk refuses.
        Conflict, Unfit: see `_weigh`.
    """
    folder = job.root / job.settings.folder
    difference = _weigh(job, delivery, list_tree(folder), _read(folder / PUBLISHED))
    if difference.is_empty or job.dry_run:
        return _outcome(job, delivery, difference)
    with job.hands.staged(folder, job.cache / "locks") as stage:
        shutil.copytree(delivery.site, stage, dirs_exist_ok=True)
    return _outcome(job, delivery, difference)


def deliver_archive(job: Job, delivery: Delivery) -> Outcome:
    """Write the tree as a zip file, at once and whole; the same tree gives the same bytes.

    Raises:
        SetupError: a file that is no archive of a site stands there, or the disk refuses.
        Conflict, Unfit: see `_weigh`.
    """
    archive = job.root / job.settings.archive
    with explained(archive):
        old, before = _read_archive(archive)
        difference = _weigh(job, delivery, old, before)
        if not (difference.is_empty or job.dry_run):
            beside = archive.with_name(f".{archive.name}.next")
            write_archive(delivery.site, delivery.files, beside)
            beside.replace(archive)
    return _outcome(job, delivery, difference)


def write_archive(site: Path, files: Listing, archive: Path) -> None:
    """Write files of a folder into a zip file, in the order of their names."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as written:
        for path in sorted(files):
            member = zipfile.ZipInfo(path, _NO_TIME)
            member.compress_type, member.create_system, member.external_attr = (
                zipfile.ZIP_DEFLATED,
                _UNIX,
                _MODE,
            )
            written.writestr(member, (site / path).read_bytes())


def live_in(job: Job) -> Published | None:
    """Return what the last deploy into the folder or archive said of itself."""
    if job.settings.target == "folder":
        return _read(job.root / job.settings.folder / PUBLISHED)
    return _read_archive(job.root / job.settings.archive)[1]


def _weigh(job: Job, delivery: Delivery, old: Listing, before: Published | None) -> Difference:
    """Return what would change, after refusing an older source and a tree that shrank.

    Raises:
        Conflict: what stands there comes from a source that ours must not replace.
        Unfit: too many pages would go.
    """
    if before and before.source and not job.anyway:
        ours = relation(delivery.repository, delivery.source, before.source)
        history.refuse_older(before.source, ours)
    difference = compare(old, delivery.files, before, delivery.published)
    job.hands.say(render(difference))
    if not job.shrink:
        refuse_shrinking(difference)
    return difference


def _outcome(job: Job, delivery: Delivery, difference: Difference) -> Outcome:
    state: State = "unchanged" if difference.is_empty else "dry run" if job.dry_run else "published"
    return Outcome(state, delivery.source, difference)


def _read(path: Path) -> Published | None:
    with explained(path):
        return parse_published(path.read_bytes()) if path.is_file() else None


def _read_archive(archive: Path) -> tuple[Listing, Published | None]:
    if not archive.exists():
        return {}, None
    try:
        with zipfile.ZipFile(archive) as found:
            contents = {name: found.read(name) for name in found.namelist() if not name.endswith("/")}
    except (zipfile.BadZipFile, IsADirectoryError) as error:
        raise SetupError(f"{archive}: it is no zip file; move it away, or set ARCHIVE in publishconf.py") from error
    if "build.json" not in contents:
        raise SetupError(f"{archive}: Hiwar did not make it; move it away, or set ARCHIVE in publishconf.py")
    listing = {path: Entry(blob_id(data), len(data)) for path, data in contents.items()}
    return listing, parse_published(contents.get(PUBLISHED, b""))
