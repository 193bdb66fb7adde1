"""A real WordPress with its MariaDB, on loopback."""

import re
import shutil
from http.client import HTTPConnection  # noqa: TID251 -- the visitors who write comments; Hiwar only reads
from pathlib import Path
from textwrap import dedent
from urllib.parse import urlencode

from tests.servers.installing import need
from tests.servers.processes import Processes, free_port, run

PACKAGES = (
    "mariadb-client-core",
    "mariadb-server-core",
    "php-cli",
    "php-mbstring",
    "php-mysql",
    "php-xml",
    "wordpress",
)
PROGRAMS = ("php", "mariadb", "mariadbd", "mariadb-install-db")
#: Where Debian's package puts it.
INSTALLED = Path("/usr/share/wordpress")
_CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{home}'); define('WP_SITEURL', '{home}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true); define('DISABLE_WP_CRON', true);
{more}
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""


def _is_there():
    return INSTALLED.is_dir() and all(map(shutil.which, PROGRAMS)) and "mysqli" in run("php", "-m")


class WordPress(Processes):
    """Use it as a context manager; ``url`` is where it answers, ``home`` what it calls itself.

    A local one takes application passwords without https (wp_is_application_passwords_supported).
    """

    def __init__(self, home, *, is_local=False):
        self.home = home
        self.more = "define('WP_ENVIRONMENT_TYPE', 'local');" if is_local else ""

    def __enter__(self):
        need(PACKAGES, _is_there)
        super().__enter__()
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self):
        self._start_database()
        self.site, self.port = self.folder / "site", free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        shutil.copytree(INSTALLED, self.site, symlinks=False, ignore_dangling_symlinks=True)
        config = self.site / "wp-config.php"
        config.unlink(missing_ok=True)
        config.write_text(_CONFIG.format(socket=self.socket, home=self.home, more=self.more), encoding="utf-8")
        self.php(
            "require_once ABSPATH . 'wp-admin/includes/upgrade.php';"
            "wp_install('Blog', 'admin', 'admin@blog.example', true, '', 'password');",
            before="define('WP_INSTALLING', true);",
        )
        web = self.start("php", "-S", f"127.0.0.1:{self.port}", "-t", self.site)
        self.wait_for_port(web, self.port)

    def _start_database(self):
        """Start MariaDB on a socket alone, without a port."""
        self.socket, data = self.folder / "db.sock", f"--datadir={self.folder / 'db'}"
        user = f"--user={self.folder.owner()}"
        run("mariadb-install-db", "--no-defaults", data, "--auth-root-authentication-method=normal", user)
        database = self.start("mariadbd", "--no-defaults", data, f"--socket={self.socket}", "--skip-networking", user)
        client = ("mariadb", "--no-defaults", f"--socket={self.socket}", "-u", "root", "-e")
        self.wait(database, lambda: run(*client, "CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4"))

    def php(self, code, before=""):
        """Run PHP inside WordPress and return what it printed."""
        script = f"""\
            <?php error_reporting(0); $_SERVER['HTTP_HOST'] = '127.0.0.1'; $_SERVER['REQUEST_URI'] = '/';
            {before} require '{self.site}/wp-load.php';
            {code}
            """
        path = self.folder / "script.php"
        path.write_text(dedent(script), encoding="utf-8")
        return run("php", str(path)).strip()

    def visit(self, post, text, name, parent=0):
        """Write a comment as a visitor does, with the blog's form; return its id."""
        fields = {"comment": text, "author": name, "email": "visitor@mail.example", "url": ""}
        body = urlencode({**fields, "comment_post_ID": post, "comment_parent": parent})
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("POST", "/wp-comments-post.php", body, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        assert answer.status == 302, answer.status
        return int(re.search(r"(?:unapproved=|#comment-)(\d+)", answer.headers["Location"])[1])
