"""What a build had to do."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Effort:
    """Counted while a build goes on."""

    #: Sources of pieces that were read and converted.
    read: list[str] = field(default_factory=list)
    #: Addresses of pages that were rendered.
    rendered: list[str] = field(default_factory=list)
    #: By address of such a page, why.
    reasons: dict[str, str] = field(default_factory=dict)
    #: Paths of files below the output that were written, and that were taken away.
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    #: From the beginning to the switch.
    seconds: float = 0.0

    def __str__(self) -> str:
        """Say it in one line, which other programs may read."""
        return (
            f"read {len(self.read)}, rendered {len(self.rendered)}, wrote {len(self.written)}, "
            f"removed {len(self.removed)}, in {self.seconds:.2f} s"
        )

    def why(self, address: str) -> str:
        """Return why a page was rendered, or why not, in words that follow its address."""
        if address not in self.rendered:
            return "stands as it was: nothing changed that it is made from"
        return f"was rendered: {self.reasons.get(address, 'everything was made anew')}"
