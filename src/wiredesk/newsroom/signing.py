"""Signing in and out, for the desk and for readers of a private site."""

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from wiredesk.common.clock import system_clock
from wiredesk.newsroom.access import address_of
from wiredesk.newsroom.security import refuse_nul
from wiredesk.people import signing_in
from wiredesk.people.audit import What, note
from wiredesk.people.models import Person

SITE = "/"
DESK = "/desk/"
TOO_MANY = "Too many tries from here. Wait a quarter of an hour, or ask an operator for a new password."
NO_MATCH = "That name and password do not belong together. Mind capitals, and try again."


class SignIn(LoginView):
    """One form for everybody: the desk goes to the desk, a reader to the page that was asked for.

    `next` is followed on this host only. After too many failures the password is not even looked at (429).
    """

    template_name = "newsroom/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "paper": settings.OPTIONS.name}

    def get_default_redirect_url(self) -> str:
        person = self.request.user
        return DESK if isinstance(person, Person) and person.may_decide else SITE

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refuse_nul(request.GET, request.POST)
        name = request.POST.get("username", "")
        if not signing_in.may_try(name, address_of(request), system_clock()):
            form = AuthenticationForm(request)
            return self.render_to_response(self.get_context_data(form=form, sentence=TOO_MANY), status=429)
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
        return self.render_to_response(self.get_context_data(form=form, sentence=NO_MATCH), status=401)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends here, and is of no use to whoever kept its cookie."""
    if isinstance(request.user, Person):
        note(What.SIGN_OUT, person=request.user, address=address_of(request), now=system_clock())
    logout(request)
    return redirect("sign_in")
