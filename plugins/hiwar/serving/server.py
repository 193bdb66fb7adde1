"""The preview over HTTP, and a socket to each open page by which it hears of the next edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from tornado.web import Application, FallbackHandler, RequestHandler
from tornado.websocket import WebSocketClosedError, WebSocketHandler
from tornado.wsgi import WSGIContainer

from hiwar.serving.app import SCRIPT

if TYPE_CHECKING:
    from hiwar.serving.app import Preview

_SOURCE: Final = Path(__file__).with_name("reload.js")


class Pages:
    """The pages that are open and wait for the next edition."""

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        #: For each the name of its file and the edition that it is from.
        self._waiting: dict[_Socket, tuple[str, str]] = {}

    def welcome(self, socket: _Socket, name: str, edition: str) -> None:
        """Have a page wait; one that is behind already, since two saves came quickly, is told at once."""
        self._waiting[socket] = name, edition
        self._tell(socket)

    def dismiss(self, socket: _Socket) -> None:
        """Forget a page that was closed."""
        self._waiting.pop(socket, None)

    def tell(self) -> None:
        """Tell every open page that is behind to come anew."""
        for socket in tuple(self._waiting):
            self._tell(socket)

    def _tell(self, socket: _Socket) -> None:
        if self.preview.is_current(*self._waiting[socket]):
            return
        del self._waiting[socket]
        try:
            socket.write_message("reload")
        except WebSocketClosedError:
            return


class _Socket(WebSocketHandler):
    def initialize(self, pages: Pages) -> None:
        self._pages = pages

    def open(self, *_: str) -> None:
        self._pages.welcome(self, self.get_query_argument("page", ""), self.get_query_argument("edition", ""))

    def on_close(self) -> None:
        self._pages.dismiss(self)


class _Script(RequestHandler):
    def get(self) -> None:
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.write(_SOURCE.read_bytes())


def compose_application(pages: Pages) -> Application:
    """Return what answers: the script, its socket, and for everything else the preview."""
    # Requests that go well are not worth a line.
    return Application(
        [
            (SCRIPT, _Script),
            ("/_reload", _Socket, {"pages": pages}),
            (".*", FallbackHandler, {"fallback": WSGIContainer(pages.preview)}),
        ],
        log_function=lambda _handler: None,
    )
