"""What the desk's templates say about times, standings and files."""

from datetime import datetime, timedelta

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime

from wiredesk.decisions.queries import DeskRow
from wiredesk.decisions.words import State
from wiredesk.newsroom.assets import ASSETS, FACES
from wiredesk.newsroom.frame import STATE_WORDS

register = template.Library()

_SIGNS = {
    State.NEW: "·",
    State.HELD: "‖",
    State.EMBARGOED: "◷",
    State.LIVE: "=",
    State.SPIKED: "–",
    State.SUSPENDED: "!",
    State.KILLED: "×",
}
_BOXES = {State.HELD: "held", State.EMBARGOED: "emb", State.SUSPENDED: "kill", State.KILLED: "kill"}


@register.simple_tag
def desk_file(name: str) -> str:
    """The address of one of the desk's own files, with its present digest."""
    return reverse("asset", args=[ASSETS[name].digest, name])


@register.simple_tag
def faces() -> str:
    """The addresses of the faces, for the script that asks whether a device needs one."""
    return " ".join(desk_file(public) for public, _ in FACES.values())


@register.simple_tag
def when(at: datetime | None, now: datetime, *, seconds: bool = False) -> SafeString:
    """An instant as a `<time>` in the paper's zone: the clock today, the day and the clock before that."""
    if at is None:
        return SafeString("")
    local, today = localtime(at), localtime(now)
    clock = f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"
    day = f"{local.day} {local:%b} " if local.year == today.year else f"{local.day} {local:%b %Y} "
    shown = clock if local.date() == today.date() else day + clock
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), shown)


@register.filter
def lasting(span: timedelta) -> str:
    """A span in the largest unit that fits: `26 min`, `3 h`, `2 days`."""
    minutes = int(span.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else f"{hours // 24} days"


def _standing(row: DeskRow, now: datetime) -> tuple[str, str, str]:
    """Box, sign and words: live is quiet, only exceptions get a box."""
    if row.state is State.LIVE and row.waiting is not None:
        return "held", "‖", f"v{row.waiting} waits"
    if row.state is State.LIVE and row.urgent:
        return "kill", "!", "Urgent"
    if row.state is State.LIVE and row.headline_ours:
        return "chg", "≠", "Headline ours"
    if row.state is State.EMBARGOED and row.due_at is not None:
        due, today = localtime(row.due_at), localtime(now)
        same_day = due.date() == today.date()
        return "emb", "◷", f"Until {due:%H:%M}" if same_day else f"Until {due.day} {due:%b %H:%M}"
    return _BOXES.get(row.state, ""), _SIGNS[row.state], STATE_WORDS[row.state]


@register.simple_tag
def standing(row: DeskRow, now: datetime) -> SafeString:
    """How a row of the list stands, by sign and word."""
    return format_html('<span class="st {}"><span aria-hidden="true">{}</span> {}</span>', *_standing(row, now))


@register.filter
def state_word(state: State) -> str:
    """A standing, to be read."""
    return STATE_WORDS[state]


@register.filter
def state_sign(state: State) -> str:
    """A standing's sign."""
    return _SIGNS[state]


@register.filter
def state_box(state: State) -> str:
    """A standing's box; empty for what is normal."""
    return _BOXES.get(state, "")


@register.filter
def spaced(word: str) -> str:
    """A stable word as a person reads it: `kill_notice` is `kill notice`."""
    return word.replace("_", " ")
