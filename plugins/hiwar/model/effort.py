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
