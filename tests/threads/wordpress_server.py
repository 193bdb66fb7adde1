"""A real WordPress with its MariaDB, started and stopped on loopback; installed from Debian's packages if need be."""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from textwrap import dedent

PACKAGES = ("mariadb-server", "php-cli", "php-mysql", "php-xml", "php-mbstring", "wordpress")
#: Where Debian's package puts it.
INSTALLED = Path("/usr/share/wordpress")
_CONFIG = """<?php
define('DB_NAME', 'wordpress'); define('DB_USER', 'root'); define('DB_PASSWORD', '');
define('DB_HOST', 'localhost:{socket}'); define('DB_CHARSET', 'utf8mb4'); define('DB_COLLATE', '');
define('WP_HOME', '{home}'); define('WP_SITEURL', '{home}');
define('WP_HTTP_BLOCK_EXTERNAL', true); define('AUTOMATIC_UPDATER_DISABLED', true); define('DISABLE_WP_CRON', true);
$table_prefix = 'wp_';
if (!defined('ABSPATH')) define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
"""


def install():
    """Install what is missing, as root on Debian; anything else is for whoever runs the slow tests."""
    if INSTALLED.is_dir() and all(map(shutil.which, ("php", "mariadbd", "mariadb-install-db"))):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *PACKAGES]):
        subprocess.run(["apt-get", "-q", *command], check=True, capture_output=True, env=environment)


class WordPress:
    """Use it as a context manager; ``url`` is where it answers, ``home`` what it calls itself."""

    def __init__(self, folder, home):
        self.folder, self.home = Path(folder), home
        self.socket = self.folder / "db.sock"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.site = self.folder / "site"
        self.started = []

    def __enter__(self):
        install()
        user = ["--user=root"] if not os.geteuid() else []
        data = f"--datadir={self.folder / 'db'}"
        run("mariadb-install-db", "--no-defaults", data, "--auth-root-authentication-method=normal", *user)
        self.start("mariadbd", "--no-defaults", data, f"--socket={self.socket}", "--skip-networking", *user)
        client = ("mariadb", "--no-defaults", f"--socket={self.socket}", "-u", "root", "-e")
        wait(lambda: run(*client, "CREATE DATABASE IF NOT EXISTS wordpress CHARACTER SET utf8mb4"))
        shutil.copytree(INSTALLED, self.site, symlinks=False, ignore_dangling_symlinks=True)
        config = _CONFIG.format(socket=self.socket, home=self.home)
        (self.site / "wp-config.php").unlink(missing_ok=True)
        (self.site / "wp-config.php").write_text(config, encoding="utf-8")
        self.php(
            "require_once ABSPATH . 'wp-admin/includes/upgrade.php';"
            "wp_install('Blog', 'admin', 'admin@blog.example', true, '', 'password');",
            before="define('WP_INSTALLING', true);",
        )
        self.start("php", "-S", f"127.0.0.1:{self.port}", "-t", str(self.site))
        wait(lambda: socket.create_connection(("127.0.0.1", self.port), 1).close())
        return self

    def __exit__(self, *_):
        for process in reversed(self.started):
            process.terminate()
        for process in self.started:
            process.wait(timeout=30)

    def start(self, *command):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.started.append(process)

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


def run(*command):
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8", timeout=120)
    if done.returncode:
        raise OSError(f"{command[0]}: {done.stderr[-500:]}")
    return done.stdout


def wait(attempt):
    """Try until it works, for half a minute."""
    end = time.monotonic() + 30
    while True:
        try:
            return attempt()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
