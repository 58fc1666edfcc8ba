"""Signing in and out, for the desk and for readers of a private site."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from wiredesk.common.clock import system_clock
from wiredesk.house.editions import editions
from wiredesk.house.models import Title
from wiredesk.house.titles import direction, founded
from wiredesk.newsroom.access import address_of
from wiredesk.newsroom.security import refuse_nul
from wiredesk.outlets.website.words import ENGLISH, Words, words
from wiredesk.people import signing_in
from wiredesk.people.audit import What, note
from wiredesk.people.models import Person

SITE = "/"
DESK = "/desk/"
_OF_EDITIONS = ("epaper", "edition")
"""What the addresses of an edition's pages begin with; its slug follows."""


class SignIn(LoginView):
    """One form for everybody: the desk goes to the desk, a reader to the page that was asked for.

    It speaks the language of the page that was asked for; the desk's is English. `next` is followed on this host only.
    After too many failures the password is not even looked at (429).
    """

    template_name = "newsroom/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = _title_of(self.request)
        return {
            **super().get_context_data(**kwargs),
            "paper": here.name if here is not None else settings.OPTIONS.name,
            "words": self._words(),
            "page_language": self._words().language,
            "page_direction": direction(self._words().language),
        }

    def get_default_redirect_url(self) -> str:
        person = self.request.user
        return DESK if isinstance(person, Person) and person.may_decide else SITE

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_nul(request.GET, request.POST)
        name = request.POST.get("username", "")
        if not signing_in.may_try(name, address_of(request), system_clock()):
            sentence = self._words().sign_in_too_many
            told = self.get_context_data(form=AuthenticationForm(request), sentence=sentence)
            return self.render_to_response(told, status=429)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponseRedirect:
        person = form.get_user()
        if isinstance(person, Person):
            note(What.SIGN_IN, person=person, address=address_of(self.request), now=system_clock())
        answer = super().form_valid(form)
        assert isinstance(answer, HttpResponseRedirect)
        return answer

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        signing_in.failed(form.data.get("username", ""), address_of(self.request), system_clock())
        sentence = self._words().sign_in_no_match
        return self.render_to_response(self.get_context_data(form=form, sentence=sentence), status=401)

    def _words(self) -> Words:
        return words(_language(_title_of(self.request), self.get_redirect_url()))


def _title_of(request: HttpRequest) -> Title | None:
    """The title whose host was asked, or the first; None where none was founded yet."""
    found = list(founded())
    host = request.get_host().lower()
    return next((one for one in found if urlsplit(one.address).netloc.lower() == host), found[0] if found else None)


def _language(title: Title | None, wanted: str) -> str:
    """The language of the page that was asked for: the desk's, its edition's, or its title's."""
    if wanted.startswith(DESK):
        return ENGLISH
    if title is None:
        return settings.OPTIONS.language
    _, kind, slug, *_ = (*wanted.split("/"), "", "")
    edition = next((one for one in editions(title.pk) if one.slug == slug), None) if kind in _OF_EDITIONS else None
    return (edition.language if edition is not None else "") or title.language


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends here, and is of no use to whoever kept its cookie."""
    if isinstance(request.user, Person):
        note(What.SIGN_OUT, person=request.user, address=address_of(request), now=system_clock())
    logout(request)
    return redirect("sign_in")
