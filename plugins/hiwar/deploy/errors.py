"""Why a deploy stopped; every cause has an exit code of its own.

HiwarError
└── DeployError
    ├── NotLive         3  it is pushed, and the web does not show it yet
    ├── Conflict        4  what is live comes from a source that ours does not replace
    ├── Unfit           5  the site that would go out is refused; what is live stands
    ├── RemoteFailure   6  the remote does not answer, broke off, or refused
    └── Held            7  this source was rolled back, and is not put back by itself
"""

from __future__ import annotations

from hiwar.errors import HiwarError


class DeployError(HiwarError):
    """The root of what stops a deploy."""


class NotLive(DeployError):  # noqa: N818 - a state of the deploy, not a mistake of anybody
    """The deploy was pushed, but the web does not show it yet."""

    exit_code = 3


class Conflict(DeployError):  # noqa: N818 - the field's word
    """What is live comes from a source that ours must not replace."""

    exit_code = 4


class Unfit(DeployError):  # noqa: N818 - said of the site
    """The site that would go out is refused."""

    exit_code = 5


class RemoteFailure(DeployError):  # noqa: N818 - the field's word
    """The remote does not answer, broke off, or refused."""

    exit_code = 6


class Held(DeployError):  # noqa: N818 - a state of the site
    """The source was rolled back; only a newer one, or a person, goes on."""

    exit_code = 7
