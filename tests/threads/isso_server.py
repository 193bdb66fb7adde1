"""A real Isso, started and stopped on loopback, and visitors who write there."""

import json
import sys
from http.client import HTTPConnection  # noqa: TID251 -- the visitors who write comments; Hiwar only reads
from pathlib import Path
from urllib.parse import quote

from tests.servers.processes import Processes, free_port

_CONFIG = """
[general]
dbpath = {folder}/comments.db
host = https://blog.qatra.example
[server]
listen = http://127.0.0.1:{port}
[guard]
enabled = false
"""


class Isso(Processes):
    """Use it as a context manager; ``url`` is where it answers."""

    def __enter__(self):
        super().__enter__()
        self.port, self.cookies = free_port(), {}
        self.url = f"http://127.0.0.1:{self.port}"
        config = self.folder / "isso.cfg"
        config.write_text(_CONFIG.format(folder=self.folder, port=self.port))
        server = self.start(Path(sys.executable).with_name("isso"), "-c", config, "run")
        self.wait_for_port(server, self.port)
        return self

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
