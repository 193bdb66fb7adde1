"""A real Bluesky on loopback: PDS, AppView and PLC of npm's ``@atproto/dev-env``.

It takes Node 22 and its headers (npm's ``node``), a module compiled against
them, PostgreSQL and Redis, and a picture that the package forgot.
"""

import json
import os
import pwd
import re
import select
import shutil
import subprocess
from pathlib import Path

from PIL import Image

from tests.servers.installing import HOUSE, alone, call, need
from tests.servers.processes import Processes, free_port, run

PACKAGES = ("g++", "make", "npm", "postgresql", "python3", "redis-server")
MODULES = ("@atproto/dev-env@0.6.7", "node@22")
_FOLDER = HOUSE / "bluesky"
#: Seconds until an act is done, and until a fresh network answers.
_ACT, _START = 60, 120
_ANSWER = re.compile(rb"^>>(.*)\n", re.MULTILINE)


def _is_there():
    return bool(_postgres()) and all(map(shutil.which, ("g++", "make", "npm", "redis-server")))


def _postgres():
    """Return the folder of PostgreSQL's programs, which Debian keeps off the path."""
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


def _node():
    return next(_FOLDER.glob("node_modules/**/node-*/bin/node"))


def install():
    """Return the path of Node, with everything beside it installed."""
    need(PACKAGES, _is_there)
    with alone("bluesky"):
        done = _FOLDER / "installed"
        if not done.exists() or done.read_text() != str(MODULES):
            _install_modules()
            done.write_text(str(MODULES))
    return _node()


def _install_modules():
    _FOLDER.mkdir(exist_ok=True)
    _npm("install", *MODULES, "--no-audit", "--no-fund")
    home = _node().parent.parent
    path = f"{home / 'bin'}{os.pathsep}{os.environ['PATH']}"
    _npm("rebuild", "better-sqlite3", npm_config_nodedir=str(home), PATH=path)
    picture = _FOLDER / "node_modules/@atproto/dev-env/assets/key-portrait-small.jpg"
    picture.parent.mkdir(exist_ok=True)
    Image.new("RGB", (64, 64), "teal").save(picture)


def _npm(*command, **environment):
    call("npm", *command, cwd=_FOLDER, env={**os.environ, **environment}, otherwise=PACKAGES)


class Bluesky(Processes):
    """Use it as a context manager; ``url`` is where its AppView answers."""

    def __enter__(self):
        node = install()
        super().__enter__()
        try:
            self._start(node)
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self, node):
        # Node looks for modules beside the script.
        script = _FOLDER / "server.mjs"
        shutil.copyfile(Path(__file__).with_suffix(".mjs"), script)
        environment = {
            **os.environ,
            "DB_POSTGRES_URL": self._start_database(),
            "REDIS_HOST": f"127.0.0.1:{self._start_redis()}",
            "LOG_ENABLED": "false",
            "TMPDIR": str(self.folder),
        }
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "bufsize": 0, "env": environment}
        self.heard = b""
        self.network = self.start(node, script, **pipes)
        self.url = self._answer(_START)

    def __exit__(self, *_):
        try:
            super().__exit__()
        finally:
            if hasattr(self, "network"):
                self.network.stdin.close()
                self.network.stdout.close()

    def join(self, who, name, labels=None):
        """Make an account."""
        self._tell("join", who=who, name=name, labels=labels)

    def say(self, who, text, to=None, lang=None, link=None):
        """Post, or answer a post; return its address.

        A link is ``{"text": words of the text, "uri": where they lead}``.
        """
        return self._tell("say", who=who, text=text, to=to, lang=lang, link=link)

    def edit(self, who, uri, text):
        """Write other words into a post."""
        self._tell("edit", who=who, uri=uri, text=text)

    def remove(self, who, uri):
        """Delete a post."""
        self._tell("remove", who=who, uri=uri)

    def block(self, who, whom):
        """Want nothing more to do with somebody."""
        self._tell("block", who=who, whom=whom)

    def unblock(self, who, whom):
        """Take that back."""
        self._tell("unblock", who=who, whom=whom)

    def hide(self, who, root, uris):
        """Hide these answers to one's own post, and no others."""
        self._tell("hide", who=who, root=root, uris=uris)

    def pds(self):
        """Return where accounts log in to write."""
        return self._tell("pds")

    def know(self, uri):
        """Let people answer a post that was not made with `say`."""
        self._tell("know", uri=uri)

    def record(self, uri):
        """Return a post as its author's server keeps it."""
        return self._tell("record", uri=uri)

    def posts_of(self, who):
        """Return the addresses of all that somebody posted."""
        return self._tell("postsOf", who=who)

    def _tell(self, act, **rest):
        self.network.stdin.write(json.dumps({"act": act, **rest}).encode() + b"\n")
        return self._answer(_ACT)

    def _answer(self, seconds):
        """Return what the network answers to one act."""
        while not (found := _ANSWER.search(self.heard)):
            if not select.select([self.network.stdout], [], [], seconds)[0]:
                raise AssertionError(f"Bluesky is silent: {self.network.said.read_text()[-2000:]}")
            more = self.network.stdout.read(65536)
            assert more, f"Bluesky ended: {self.network.said.read_text()[-2000:]}"
            self.heard += more
        self.heard = self.heard[found.end() :]
        row = json.loads(found[1])
        assert "error" not in row, row["error"]
        return row["value"]

    def _start_redis(self):
        port = free_port()
        command = ("redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", self.folder)
        self.wait_for_port(self.start(*command), port)
        return port

    def _start_database(self):
        """Start PostgreSQL, which refuses to run as root, and return its address."""
        home, port, programs = self.folder / "db", free_port(), _postgres()
        home.mkdir()
        user = None if os.geteuid() else pwd.getpwnam("postgres").pw_uid
        if user is not None:
            os.chown(home, user, -1)
        run(programs / "initdb", "-D", home / "data", "-A", "trust", "-U", "postgres", user=user, cwd=home)
        options = ("-p", port, "-k", home, "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off")
        database = self.start(programs / "postgres", "-D", home / "data", *options, user=user, cwd=home)
        self.wait_for_port(database, port)
        return f"postgresql://postgres@127.0.0.1:{port}/postgres"
