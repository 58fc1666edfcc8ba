"""Who may come in: the desk's views are for those who decide, some of them for operators, none for readers.

Both decorators also set the zone that times are shown in: the paper's, as its readers see them.
"""

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Concatenate, ParamSpec
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from wiredesk.newsroom.security import refuse_nul
from wiredesk.people.models import Person

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

NOT_THE_DESK = "Your name reads this paper; the desk is for those who decide what runs. An operator can change that."
NOT_AN_OPERATOR = "Your name decides about stories; pausing and the log are for operators. Ask one of them."


def paper_zone() -> ZoneInfo:
    """The zone that the paper's readers see times in."""
    return ZoneInfo(settings.OPTIONS.time_zone)


def person_at(request: HttpRequest) -> Person:
    """The person who asks; only for views that a decorator of this file guards."""
    person = request.user
    if not isinstance(person, Person):
        raise TypeError("a view of the desk was reached by nobody: put @desk or @operator on it")
    return person


def name_of(person: Person) -> str:
    """What colleagues call this person."""
    return person.get_full_name() or person.get_username()


def address_of(request: HttpRequest) -> str:
    """Where the request came from: as the server saw it, or as a proxy says that the home trusts.

    A forwarded address is anybody's claim, so only the last is believed: the trusted proxy wrote that itself.
    """
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if seen not in settings.OPTIONS.trusted_proxies:
        return seen
    told = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    try:
        return str(ip_address(told))
    except ValueError:
        return seen


def _guarded(view: View[P], may: Callable[[Person], bool], refusal: str) -> View[P]:
    @wraps(view)
    def guard(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person) or not person.is_active:
            return redirect_to_login(request.get_full_path() if request.method == "GET" else "/desk/")
        with timezone.override(paper_zone()):
            if not may(person):
                sentence = refusal if person.may_decide else NOT_THE_DESK
                return render(request, "newsroom/refused.html", {"sentence": sentence}, status=403)
            refuse_nul(request.GET, request.POST)
            response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return guard


def desk(view: View[P]) -> View[P]:
    """Only those who decide come in; others are sent to sign in, readers are told why not."""
    return _guarded(view, lambda person: person.may_decide, NOT_THE_DESK)


def operator(view: View[P]) -> View[P]:
    """Only those who configure come in."""
    return _guarded(view, lambda person: person.may_configure, NOT_AN_OPERATOR)
