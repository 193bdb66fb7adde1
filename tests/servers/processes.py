"""Processes that a test starts, waits for and ends: these and no others."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

#: Seconds until a server has to answer, and has to have ended.
READY, ENDED = 60, 20
#: 127.0.0.1 in `listening`, on machines that write the last byte first.
LOOPBACK = "0100007F"
#: Ends the process with its parent, so that a killed test run leaves none behind; util-linux has it.
_MORTAL = ("setpriv", "--pdeathsig=KILL", "--")


def free_port():
    """Return a port of loopback that nothing listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def run(*command, seconds=120, **more):
    """Run a command to its end and return what it printed."""
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8", timeout=seconds, **more)
    if done.returncode:
        raise OSError(f"{command[0]} ended with {done.returncode}: {done.stderr[-500:]}")
    return done.stdout


class Processes:
    """Servers with a folder of their own; a context manager that ends them, the last one first."""

    def __enter__(self):
        # A test's own folder is closed to other users, and PostgreSQL does not run as root.
        self.folder = Path(tempfile.mkdtemp(prefix="hiwar-servers-"))
        self.folder.chmod(0o755)
        self.started = []
        return self

    def __exit__(self, *_):
        try:
            for process in reversed(self.started):
                end(process)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, *command, **more):
        """Start a command; what it says is kept until the end."""
        mortal = _MORTAL if shutil.which(_MORTAL[0]) else ()
        said = self.folder / f"{len(self.started)}-{Path(command[0]).name}.log"
        with said.open("wb") as log:
            plain = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, "start_new_session": True}
            process = subprocess.Popen((*mortal, *map(str, command)), **{**plain, **more})
        self.started.append(process)
        process.said = said
        return process

    def wait(self, process, attempt, seconds=READY):
        """Return what an attempt returns as soon as it raises no OSError."""
        deadline = time.monotonic() + seconds
        while True:
            try:
                return attempt()
            except OSError as error:
                if process.poll() is not None or time.monotonic() > deadline:
                    said = process.said.read_text(errors="replace")[-2000:]
                    raise AssertionError(f"{process.args} does not answer: {error}; {said}") from error
                time.sleep(0.1)

    def wait_for_port(self, process, port):
        """Wait until a process listens."""
        self.wait(process, lambda: socket.create_connection(("127.0.0.1", port), 1).close())


def listening(process):
    """Return the addresses a process listens on, as the kernel writes them (proc(5), /proc/net/tcp)."""
    folder = Path(f"/proc/{process.pid}")
    sockets = {str(one.readlink()) for one in (folder / "fd").iterdir() if one.is_symlink()}
    rows = [row.split() for name in ("tcp", "tcp6") for row in (folder / "net" / name).read_text().splitlines()[1:]]
    return {row[1].partition(":")[0] for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets}


def end(process):
    """End a process and all that it started, at once when it does not go by itself."""
    process.terminate()
    try:
        process.wait(ENDED)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # the group of `start_new_session`
        process.wait(ENDED)
