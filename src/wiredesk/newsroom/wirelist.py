"""The desk's front: the live list, and the count that a small script asks for."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from wiredesk.common.clock import system_clock
from wiredesk.decisions.queries import mark_of, news
from wiredesk.newsroom.access import desk
from wiredesk.newsroom.frame import page_with_wire, wanted_of


@require_safe
@desk
def wire_list(request: HttpRequest) -> HttpResponse:
    """Every story, newest change first, narrowed as the address says."""
    return page_with_wire(request, "wire.html", system_clock())


@require_safe
@desk
def wire_news(request: HttpRequest) -> HttpResponse:
    """How many rows of this list changed since the mark `since`: `{"new": 4}`; 0 for a mark that is none."""
    since = mark_of(request.GET.get("since", ""))
    return JsonResponse({"new": news(wanted_of(request), since) if since else 0})
