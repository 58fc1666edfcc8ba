"""What is said of bytes that bring out a fault of our own: they go to quarantine, and their neighbours go on."""

import structlog

from wiredesk.wire.parsed import BrokenItem

log = structlog.get_logger()


def own_fault(fault: BaseException, raw: bytes = b"", guid: str | None = None) -> BrokenItem:
    """The broken item for a fault of ours, which is logged with its trace."""
    log.error("own_fault", guid=guid, exc_info=fault)
    detail = (
        f"Reading it failed inside wiredesk ({type(fault).__name__}). Report it with these bytes; then read it again."
    )
    return BrokenItem("own_fault", detail, raw=raw, guid=guid)
