"""A server on loopback that does whatever a test asks of it.

with Loopback() as server:
    server.on("/api", Says(json={"a": 1}, etag='W/"1"'))
    server.on("/slow", Says(delay=5), Says(status=200))   # one after the other, the last for ever
"""

import json
import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Says:
    """One answer."""

    status: int = 200
    json: object = None
    #: Takes the place of ``json``.
    body: bytes | None = None
    type: str = "application/json"
    headers: dict = field(default_factory=dict)
    #: Answers 304 when it is asked with it.
    etag: str = ""
    #: Seconds before the head.
    delay: float = 0
    #: Seconds before each of its bytes.
    drip: float = 0
    #: Stop after so many bytes of the body, which was announced whole.
    cut: int | None = None
    #: Send so many MiB, without an announced length.
    flood: int = 0


class Loopback:
    """The server; ``url`` is where it answers, ``asked`` what it was asked, ``posted`` the bodies it got."""

    def __init__(self):
        self.answers = {}
        self.asked = []
        self.posted = []
        self.connections = set()
        self.lock = threading.Lock()

    def on(self, path, *answers):
        """Answer requests for a path, with its query, in turn; the last answer is for ever."""
        self.answers[path] = list(answers)

    def paths(self):
        return [path for path, _ in self.asked]

    def __enter__(self):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_GET(self):
                outer.answer(self)

            def do_POST(self):
                length = int(self.headers.get("Content-Length", 0))
                outer.posted.append((self.path, self.rfile.read(length).decode()))
                outer.answer(self)

            def log_message(self, *_):
                """Keep quiet."""

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request, client_address):
                """A client that hangs up is what some tests want."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def answer(self, handler):
        with self.lock:
            self.asked.append((handler.path, dict(handler.headers)))
            self.connections.add(handler.client_address)
            waiting = self.answers.get(handler.path)
            says = Says(404, {"error": "not scripted"}) if not waiting else waiting[0]
            if waiting and len(waiting) > 1:
                waiting.pop(0)
        time.sleep(says.delay)
        if says.etag and handler.headers.get("If-None-Match") == says.etag:
            handler.send_response(304)
            handler.send_header("ETag", says.etag)
            handler.end_headers()
            return
        send(handler, says)


def send(handler, says):
    body = says.body if says.body is not None else json.dumps(says.json).encode()
    handler.send_response(says.status)
    handler.send_header("Content-Type", says.type)
    if says.etag:
        handler.send_header("ETag", says.etag)
    for name, value in says.headers.items():
        handler.send_header(name, value)
    if says.flood:
        handler.send_header("Connection", "close")
        handler.end_headers()
        for _ in range(says.flood):
            handler.wfile.write(b" " * 1024 * 1024)
        handler.close_connection = True
        return
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    for start in range(0, len(body), 1 if says.drip else len(body) or 1):
        time.sleep(says.drip)
        handler.wfile.write(body[start : start + (1 if says.drip else len(body))][: says.cut])
        handler.wfile.flush()
    if says.cut is not None:
        handler.close_connection = True
        handler.connection.shutdown(socket.SHUT_RDWR)
