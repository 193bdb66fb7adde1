"""Whether each tag of a page has its partner, as the HTML standard pairs them."""

from __future__ import annotations

from typing import Final

#: HTML, 13.1.2 "Void elements".
_VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())  # noqa: SIM905 -- as the standard lists them
#: HTML, 13.1.2.4 "Optional tags": their ends may be left out.
_OPTIONAL: Final = frozenset(
    "html head body li dt dd p rt rp optgroup option colgroup caption thead tbody tfoot tr td th".split()  # noqa: SIM905 -- the same
)
#: The same section: what ends a paragraph that is still open.
_ENDS_PARAGRAPH: Final = frozenset(
    "address article aside blockquote details dialog div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "  # noqa: SIM905 -- the same
    "header hgroup hr main menu nav ol p pre search section table ul".split()
)
#: The same section: what ends a sibling that is still open.
_ENDS_SIBLING: Final = {
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "option": {"option"},
    "tr": {"tr", "td", "th"},
    "td": {"td", "th"},
    "th": {"td", "th"},
    "tbody": {"thead", "tbody", "tr", "td", "th"},
    "tfoot": {"thead", "tbody", "tr", "td", "th"},
}
_NONE: Final[frozenset[str]] = frozenset()
#: Elements in which a slash ends a tag for good.
_FOREIGN: Final = frozenset({"svg", "math"})


class Nesting:
    """Takes the tags of a page in order, and remembers the first without a partner."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._places: list[int] = []
        self._foreign = 0
        #: The tag as one would type it, and its offset; None when all is well.
        self.wrong: tuple[str, int] | None = None

    def start(self, name: str, place: int, *, is_closed: bool) -> None:
        """Take a start tag; ``is_closed`` when it ends in a slash."""
        if name in _VOID:
            if name == "hr" and self._open and self._open[-1] == "p":
                self._pop()
            return
        if is_closed:
            if not self._foreign and name not in _FOREIGN:
                self._blame(f"<{name}/>", place)
            return
        if self._open and not self._foreign:
            self._end_by(name)
        self._open.append(name)
        self._places.append(place)
        self._foreign += name in _FOREIGN

    def _end_by(self, name: str) -> None:
        """Close what this start tag ends without an end tag."""
        if self._open[-1] == "p" and (name in _ENDS_PARAGRAPH or name in _ENDS_SIBLING):
            self._pop()
        siblings = _ENDS_SIBLING.get(name, _NONE)
        while self._open and self._open[-1] in siblings:
            self._pop()

    def end(self, name: str, place: int) -> None:
        """Take an end tag."""
        while self._open and self._open[-1] != name and self._open[-1] in _OPTIONAL:
            self._pop()
        if self._open and self._open[-1] == name:
            self._pop()
        else:
            self._blame(f"</{name}>", place)

    def finish(self) -> tuple[str, int] | None:
        """Return the first tag without its partner, and its offset; None when there is none."""
        if self.wrong is None:
            torn = [at for at, name in enumerate(self._open) if name not in _OPTIONAL]
            if torn:
                self._blame(f"<{self._open[torn[0]]}>", self._places[torn[0]])
        return self.wrong

    def _blame(self, tag: str, place: int) -> None:
        if self.wrong is None:
            self.wrong = (tag, place)

    def _pop(self) -> None:
        self._places.pop()
        self._foreign -= self._open.pop() in _FOREIGN
