"""A real Isso, started and stopped on loopback, and visitors who write there."""

import json
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection  # noqa: TID251 -- the visitors who write comments; Hiwar only reads
from pathlib import Path
from urllib.parse import quote

_CONFIG = """
[general]
dbpath = {folder}/comments.db
host = https://blog.qatra.example
[server]
listen = http://127.0.0.1:{port}
[guard]
enabled = false
"""


class Isso:
    """Use it as a context manager; ``url`` is where it answers."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.config = Path(folder, "isso.cfg")
        self.config.write_text(_CONFIG.format(folder=folder, port=self.port))
        self.cookies = {}

    def __enter__(self):
        command = [Path(sys.executable).with_name("isso"), "-c", self.config, "run"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(300):
            try:
                self.call("GET", "/?uri=%2F")
            except OSError:
                assert self.process.poll() is None, "isso ended at its start"
                time.sleep(0.1)
            else:
                return self
        raise AssertionError("isso does not answer")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)

    def call(self, method, path, body=None, cookie=""):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        headers = {"Content-Type": "application/json", "Cookie": cookie}
        connection.request(method, path, json.dumps(body) if body is not None else None, headers)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        assert answer.status < 400, (answer.status, content)
        return answer, json.loads(content)

    def write(self, page, text, author=None, parent=None):
        """Write a comment and return its id."""
        body = {"text": text, "author": author, "parent": parent, "title": "x"}
        answer, row = self.call("POST", f"/new?uri={quote(page, safe='')}", body)
        self.cookies[row["id"]] = answer.headers["Set-Cookie"].partition(";")[0]
        return row["id"]

    def edit(self, number, text):
        self.call("PUT", f"/id/{number}", {"text": text}, self.cookies[number])

    def delete(self, number):
        self.call("DELETE", f"/id/{number}", None, self.cookies[number])
