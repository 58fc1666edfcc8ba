"""Everything that is not a pressed page: Django, loaded when it is first needed or when there is time for it."""

import os
import threading
from collections.abc import Iterable
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

    def reader(self, cookies: str) -> str:
        """Who reads, by a Cookie header: the name of an active person of the house; empty for anybody else."""
        self.load()
        from django.db import close_old_connections

        from wiredesk.people.signing_in import person_of

        close_old_connections()
        person = person_of(cookies)
        return person.get_username() if person is not None and person.is_active else ""
