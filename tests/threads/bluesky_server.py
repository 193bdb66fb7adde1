"""A real Bluesky on loopback, from npm; what it needs is installed once, below ``.cache/``.

It takes Node's own 22 and its headers (npm ``node``), a module compiled against
them, PostgreSQL and Redis (Debian packages), and a picture that the package forgot.
"""

import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parent.parent.parent
HOUSE = ROOT / ".cache" / "bluesky"
PACKAGES = ("@atproto/dev-env@0.6.7", "node@22")
DEBIAN = ("npm", "postgresql", "redis-server")


def install():
    """Return the path of Node, with everything beside it installed."""
    if not (_postgres() and shutil.which("redis-server") and shutil.which("npm")):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update"], ["install", "--yes", "--no-install-recommends", *DEBIAN]):
            subprocess.run(["apt-get", "-q", *command], check=True, capture_output=True, env=environment)
    done = HOUSE / "installed"
    if not done.exists():
        HOUSE.mkdir(parents=True, exist_ok=True)
        _npm("install", *PACKAGES, "--no-audit", "--no-fund")
        home = _node().parent.parent
        path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
        _npm("rebuild", "better-sqlite3", npm_config_nodedir=str(home), PATH=path)
        picture = HOUSE / "node_modules/@atproto/dev-env/assets/key-portrait-small.jpg"
        picture.parent.mkdir(exist_ok=True)
        Image.new("RGB", (64, 64), "teal").save(picture)
        done.touch()
    return _node()


def _node():
    return next(HOUSE.glob("node_modules/**/node-*/bin/node"))


def _npm(*command, **environment):
    subprocess.run(
        ["npm", *command], cwd=HOUSE, check=True, capture_output=True, env={**os.environ, **environment}, timeout=900
    )


def _postgres():
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Bluesky:
    """Use it as a context manager; ``url`` is where its AppView answers."""

    def __enter__(self):
        node = install()
        self.folder = Path(tempfile.mkdtemp(prefix="hiwar-bluesky-"))
        self.started = []
        database, cache = self._start_database(), free_port()
        self._start(
            "redis-server", "--port", str(cache), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)
        )
        script = HOUSE / "server.mjs"  # beside node_modules, where Node looks for them
        shutil.copyfile(Path(__file__).with_suffix(".mjs"), script)
        self.process = subprocess.Popen(
            [node, script],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "DB_POSTGRES_URL": database, "REDIS_HOST": f"127.0.0.1:{cache}", "LOG_ENABLED": "false"},
            text=True,
            encoding="utf-8",
        )
        self.started.append(self.process)
        self.url = self._answer()["url"]
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        for process in reversed(self.started):
            process.terminate()
        for process in self.started:
            process.wait(timeout=30)
        self.process.stdout.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __getattr__(self, act):
        """Tell the server to do something, and return what it says."""

        def tell(**rest):
            self.process.stdin.write(json.dumps({"act": act, **rest}) + "\n")
            self.process.stdin.flush()
            return self._answer()["value"]

        return tell

    def _answer(self):
        for line in self.process.stdout:
            if line.startswith(">>"):
                return json.loads(line[2:])
        raise AssertionError(f"the server ended with {self.process.wait()}")

    def _start(self, *command, user=None):
        self.started.append(subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, user=user))

    def _start_database(self):
        """Start PostgreSQL, which refuses to run as root, and return its address."""
        home, port = self.folder / "db", free_port()
        home.mkdir()
        user = None
        if not os.geteuid():
            user = pwd.getpwnam("postgres").pw_uid
            self.folder.chmod(0o755)
            os.chown(home, user, -1)
        bin_ = _postgres()
        data = str(home / "data")
        subprocess.run(
            [bin_ / "initdb", "-D", data, "-A", "trust", "-U", "postgres"], check=True, capture_output=True, user=user
        )
        self._start(
            bin_ / "postgres",
            "-D",
            data,
            "-p",
            str(port),
            "-c",
            "listen_addresses=127.0.0.1",
            "-k",
            str(home),
            user=user,
        )
        for _ in range(150):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
            except OSError:
                time.sleep(0.2)
            else:
                break
        return f"postgresql://postgres@127.0.0.1:{port}/postgres"
