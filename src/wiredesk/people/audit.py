"""The house's log of acts that are not decisions: pauses, sign-ins, re-reads, what was let go."""

from datetime import datetime
from enum import StrEnum

from wiredesk.people.models import Audit, Person


class What(StrEnum):
    """The acts that are kept, each a stable word."""

    SIGN_IN = "sign_in"
    SIGN_IN_FAILED = "sign_in_failed"
    SIGN_OUT = "sign_out"
    PAUSE_ALL = "pause_all"
    RESUME_ALL = "resume_all"
    PAUSE_SERVICE = "pause_service"
    RESUME_SERVICE = "resume_service"
    REREAD = "reread"
    DISMISS = "dismiss"
    MAKE_ISSUE = "make_issue"
    WITHDRAW_ISSUE = "withdraw_issue"
    RESTORE_PAGE = "restore_page"


def note(what: What, *, person: Person | None, now: datetime, about: str = "", address: str = "") -> Audit:
    """Keep that this was done; called inside the transaction of the act, so that both are there or neither."""
    return Audit.objects.create(at=now, person=person, what=what.value, about=about, address=address[:64])
