"""A server on this machine that answers as a test tells it to, and remembers what it was asked."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import msgspec


class Answer(msgspec.Struct, frozen=True):
    """One answer: `raw` goes out as it is instead, straight onto the connection, piece by piece."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    raw: Callable[[socket.socket], None] | None = None


class Asked(msgspec.Struct, frozen=True):
    """One request as it arrived."""

    path: str
    headers: Message


class AgencyServer:
    """`answers` are given in turn, the last one for ever; `asked` is what came in."""

    def __init__(self, address: str, *answers: Answer) -> None:
        self.url = address
        self.answers = list(answers)
        self.asked: list[Asked] = []
        self.closing = threading.Event()

    def next_answer(self) -> Answer:
        """The answer whose turn it is."""
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def serving(*answers: Answer, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None) -> Iterator[AgencyServer]:
    """Serve these answers on an address of this machine until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            agency.asked.append(Asked(self.path, self.headers))
            answer = agency.next_answer()
            if answer.raw is not None:
                self.close_connection = True
                answer.raw(self.connection)
                return
            self.send_response_only(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            if answer.status != 304:
                self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (its name in the base class)
            pass

    server = ThreadingHTTPServer((host, 0), Handler)
    server.daemon_threads = True
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    agency = AgencyServer(f"http://{host}:{server.server_port}" + ("" if tls else "/feed"), *answers)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield agency
    finally:
        agency.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()
