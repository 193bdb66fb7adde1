"""Links and pictures of Markdown to where they lead now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from hiwar.importing.names import readable
from hiwar.importing.plain import inline_text
from hiwar.importing.report import What
from hiwar.importing.rewriting import Edit, apply

if TYPE_CHECKING:
    from hiwar.importing.rewriting import Context

_BRACKET: Final = re.compile(r"\\.|(!?\[)|(\])|(\n[ \t>]*\n)", re.DOTALL)
_TITLE: Final = r"""(?:\s+(?:"(?:\\.|[^"\\])*+"|'(?:\\.|[^'\\])*+'|\((?:\\.|[^()\\])*+\)))?"""
_DESTINATION: Final = re.compile(
    rf"\(\s*+(?:<((?:\\.|[^<>\n\\])*+)>|((?:\\.|[^\s()<\\]|\((?:[^\s()]|\([^\s()]*+\))*+\))(?:\\.|[^\s()\\]|\((?:[^\s()]|\([^\s()]*+\))*+\))*+)?)({_TITLE})\s*+\)"
)
_DEFINITION: Final = re.compile(
    r"^(?:[ \t>\x01]|(?:[-*+]|\d+[.)])[ \t]+)*+(?P<all>\[(?P<label>(?:\\.|[^\[\]\\])++)\]:[ \t]*(?:\n[ \t>]*)?"
    rf"(?:<(?P<angled>[^<>\n]*)>|(?P<bare>[^\s<>]\S*+))(?P<title>{_TITLE}))[ \t]*$",
    re.MULTILINE,
)
_LABEL: Final = re.compile(r"\[((?:\\.|[^\[\]\\])*+)\]")
_ESCAPE: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_SPACES: Final = re.compile(r"\s+")
#: In an address these would end it, or begin something else.
_UNSAFE: Final = {ord(char): f"%{ord(char):02X}" for char in '<>\\"`|^{} \n\t'}
_LONGEST: Final = 4_000


@dataclass(frozen=True, slots=True)
class _Definition:
    start: int
    end: int
    address: str
    title: str


def resolve_links(text: str, context: Context) -> str:
    """Return the text with each link and picture leading where it leads now, or as its text."""
    masked = context.mask(text)
    return _Resolver(text, masked, context).resolve()


@dataclass(slots=True)
class _Resolver:
    text: str
    masked: str
    context: Context
    definitions: dict[str, _Definition] = field(default_factory=dict)
    edits: list[Edit] = field(default_factory=list)
    #: Where the label of a reference begins: no link of its own.
    labels: set[int] = field(default_factory=set)
    #: Labels that are still used as references.
    used: set[str] = field(default_factory=set)

    def resolve(self) -> str:
        for match in _DEFINITION.finditer(self.masked):
            if not match.group("label").startswith("^"):
                address = self._slice(match, "angled") or self._slice(match, "bare")
                found = _Definition(*match.span("all"), _unescaped(address), self._slice(match, "title"))
                self.definitions.setdefault(_label(self._slice(match, "label")), found)
        for start, end in self._brackets():
            self._bracket(start, end)
        for label, definition in self.definitions.items():
            self._definition(label, definition)
        return apply(self.text, self.edits)

    def _slice(self, match: re.Match[str], group: int | str) -> str:
        start, end = match.span(group)
        return self.text[start:end] if start >= 0 else ""

    def _brackets(self) -> list[tuple[int, int]]:
        """Return each balanced ``[…]`` inside a paragraph, with the ``!`` before it."""
        stack: list[int] = []
        found = []
        for match in _BRACKET.finditer(self.masked):
            if match.group(1):
                stack.append(match.start())
            elif match.group(2) and stack:
                found.append((stack.pop(), match.end()))
            elif match.group(3):
                stack.clear()
        return sorted(found)

    def _bracket(self, start: int, end: int) -> None:
        if start in self.labels:
            return
        is_picture = self.text[start] == "!"
        inline = _DESTINATION.match(self.masked, end, end + _LONGEST) if self.masked[end : end + 1] == "(" else None
        if inline:
            address = _unescaped(self._slice(inline, 1) or self._slice(inline, 2))
            title = self._slice(inline, 3)
            self._replace(start, end, inline.end(), address, title, is_picture=is_picture)
            return
        reference = _LABEL.match(self.masked, end)
        if reference:
            self.labels.add(end)
        label = _label(self._slice(reference, 1)) if reference else ""
        label = label or _label(self.text[start + 1 + is_picture : end - 1])
        definition = self.definitions.get(label)
        if definition and not definition.start <= start < definition.end:
            stop = reference.end() if reference else end
            self._reference(start, end, stop, definition, label, is_picture=is_picture)

    def _reference(
        self, start: int, end: int, stop: int, definition: _Definition, label: str, *, is_picture: bool
    ) -> None:
        if is_picture or not self.context.places.link(definition.address).address:
            self._replace(start, end, stop, definition.address, definition.title, is_picture=is_picture)
        else:
            self.used.add(label)

    def _definition(self, label: str, definition: _Definition) -> None:
        target = self.context.places.link(definition.address)
        if label not in self.used:
            # Written out where it was used, or used nowhere: as a comment would be.
            self.edits.append(Edit(definition.start, definition.end, ""))
            self.context.note(self.text, definition.start, What.COMMENT, self.text[definition.start : definition.end])
        elif target.address != definition.address:
            source = self.text[definition.start : definition.end]
            self._note(definition.start, target.what, source)
            head = source[: source.index("]:") + 2]
            new = f"{head} {target.address.translate(_UNSAFE)}{definition.title}"
            self.edits.append(Edit(definition.start, definition.end, new))

    def _replace(self, start: int, end: int, stop: int, address: str, title: str, *, is_picture: bool) -> None:
        if is_picture:
            self._picture(start, end, stop, address, title)
            return
        target = self.context.places.link(address)
        self._note(start, target.what, self.text[start:stop])
        if not target.address:
            self.edits += [Edit(start, start + 1, ""), Edit(end - 1, stop, "")]
        elif not self.text[start + 1 : end - 1].strip():
            name = _as_text(readable(address) or address)
            self.edits.append(Edit(start, stop, f"[{name}]({target.address.translate(_UNSAFE)})"))
        elif target.address != address or "<" in self.text[end:stop]:
            self.edits.append(Edit(end, stop, f"({_written(target.address)}{_one_title(title)})"))

    def _picture(self, start: int, end: int, stop: int, address: str, title: str) -> None:
        target = self.context.places.picture(address)
        source = self.text[start:stop]
        alt = self.text[start + 2 : end - 1]
        # A link inside it would not be resolved: the picture is replaced as a whole.
        alt = _as_text(inline_text(alt)) if "[" in alt else alt
        self._note(start, target.what, source)
        inside_link = self.text[start - 1 : start] == "["
        if target.address and not alt.strip():
            alt = _as_text(readable(address) or readable(target.address) or "…")
            self._note(start, What.ALT, source)
        if not target.address or (target.what == What.PICTURE_LINK and inside_link):
            alt = alt if alt.strip() or not inside_link else _as_text(readable(address) or "…")
            new = alt
        elif target.what == What.PICTURE_LINK:
            new = f"[{alt}]({_written(target.address)}{_one_title(title)})"
        else:
            new = f"![{alt}]({_written(target.address)}{_one_title(title)})"
        self.edits.append(Edit(start, stop, new))

    def _note(self, start: int, what: What | None, value: str) -> None:
        if what:
            self.context.note(self.text, start, what, value)


def _label(typed: str) -> str:
    return _SPACES.sub(" ", typed).strip().casefold()


def _unescaped(address: str) -> str:
    return _ESCAPE.sub(r"\1", address.strip())


def _written(address: str) -> str:
    safe = address.translate(_UNSAFE)
    # Parentheses that do not pair would end the address too early.
    return safe if safe.count("(") == safe.count(")") == 0 else safe.replace("(", "%28").replace(")", "%29")


def _one_title(title: str) -> str:
    text = _SPACES.sub(" ", title.strip())[1:-1].replace('\\"', '"').replace('"', "'")
    return f' "{text}"' if text.strip() else ""


def _as_text(name: str) -> str:
    plain = name.replace("[", "(").replace("]", ")").replace("\\", "")
    return plain.replace("&", "&amp;").replace("<", "&lt;")
