"""What can go wrong, as one tree: read this first.

Every error carries a sentence for the person at the desk (what is so, and what to do next) and a
short machine-readable fact for the log. A caller catches the narrowest class that it can act on.

    WiredeskError
    ├─ UsageError            a command or a setting that cannot be carried out as given
    ├─ Unreadable            bytes that will not be published, kept in quarantine
    ├─ FetchError            an agency's server could not be asked
    │  └─ Forbidden          the address is one that may never be fetched
    ├─ ActionRefused         a decision that the story's standing does not allow
    └─ GateClosed            rendered bytes that are not word for word the agency's
"""

import msgspec

OWN_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
    msgspec.MsgspecError,
)
"""Faults of our own code. Where input from outside is taken apart, they are quarantined with the one item that
brought them out, so that its neighbours go on; nowhere else are they caught."""


class WiredeskError(Exception):
    """Any anticipated failure: `sentence` is for people, `fact` for the log."""

    def __init__(self, sentence: str, *, fact: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.fact = fact or type(self).__name__


class UsageError(WiredeskError):
    """A command or a setting cannot be carried out as given; nothing was changed."""


class Unreadable(WiredeskError):
    """Bytes that cannot be read strictly: `reason` is a stable word, `offending` the bytes around the fault."""

    def __init__(self, reason: str, sentence: str, *, offending: bytes = b"", fact: str = "") -> None:
        super().__init__(sentence, fact=fact or reason)
        self.reason = reason
        self.offending = offending


class FetchError(WiredeskError):
    """A server could not be asked; `permanent` says whether asking again can help, `retry_after` when (seconds)."""

    def __init__(
        self, sentence: str, *, fact: str = "", permanent: bool = False, retry_after: float | None = None
    ) -> None:
        super().__init__(sentence, fact=fact)
        self.permanent = permanent
        self.retry_after = retry_after


class Forbidden(FetchError):
    """The address is private, special or otherwise never to be fetched; no socket was opened to it."""

    def __init__(self, sentence: str, *, fact: str = "") -> None:
        super().__init__(sentence, fact=fact, permanent=True)


class ActionRefused(WiredeskError):
    """The story's standing does not allow this decision; nothing was written."""


class GateClosed(WiredeskError):
    """Rendered bytes differ from the stored canonical text; the page was not stored and the old one stays."""
