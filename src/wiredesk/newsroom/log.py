"""The log of acts that are not decisions, for operators: who paused what, who signed in from where."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from wiredesk.common.clock import system_clock
from wiredesk.newsroom.access import operator
from wiredesk.newsroom.frame import page
from wiredesk.people.models import Audit

PAGE = 100


@require_safe
@operator
def log(request: HttpRequest) -> HttpResponse:
    """The newest acts, a page at a time."""
    asked = request.GET.get("before", "")
    rows = Audit.objects.select_related("person").order_by("-id")
    if asked.isdecimal() and len(asked) < 19:
        rows = rows.filter(pk__lt=int(asked))
    found = list(rows[: PAGE + 1])
    older = found[PAGE - 1].pk if len(found) > PAGE else None
    return page(request, "log.html", system_clock(), acts=found[:PAGE], older=older)
