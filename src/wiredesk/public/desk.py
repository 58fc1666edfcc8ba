"""Everything that is not a pressed page: Django, loaded when it is first needed or when there is time for it."""

import os
import threading
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

PREFIXES = ("/desk", "/push")
"""The first segments that Django answers."""

SIGN_IN = "/desk/sign-in/"


def is_desk(path: str) -> bool:
    """Whether Django answers this path."""
    return path.startswith(PREFIXES) and (path in PREFIXES or path.startswith(tuple(f"{one}/" for one in PREFIXES)))


class Desk:
    """Django's WSGI application, made once, on whichever thread comes first."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._wsgi: WSGIApplication | None = None

    def load(self) -> WSGIApplication:
        """Django's application; takes a second the first time."""
        if self._wsgi is None:
            with self._lock:
                if self._wsgi is None:
                    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wiredesk.settings.django")
                    from django.core.wsgi import get_wsgi_application

                    self._wsgi = get_wsgi_application()
        return self._wsgi

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return self.load()(environ, start_response)

    def signed_in(self, cookies: str) -> bool:
        """Whether a Cookie header carries the session of an active person of the house."""
        self.load()
        from django.conf import settings
        from django.contrib.auth import get_user
        from django.contrib.sessions.backends.db import SessionStore
        from django.db import close_old_connections
        from django.http import HttpRequest

        try:
            found = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
        except CookieError:
            return False
        if found is None:
            return False
        close_old_connections()
        request = HttpRequest()
        request.session = SessionStore(found.value)
        person = get_user(request)
        return person.is_authenticated and person.is_active
