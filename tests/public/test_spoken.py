"""A spoken story is served at its story's address, in parts too, as long as the page there names it."""

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import httpx
import pytest

from tests.architecture.source import ROOT
from tests.home_on_disk import Home
from tests.public.reader import Reader, page
from wiredesk.outlets.stores.store import ServedTitle

PATH = "/world/lock-abcdefghijkl/story.mp3"
NAME = "/spoken/ab/ab" + "0123456789abcdef" * 2 + "-en.mp3"
SOUND = bytes(range(256)) * 40
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")


@pytest.fixture
def reader(home: Home) -> Reader:
    made = Reader(home.options)
    keep(home, NAME)
    made.put(spoken(NAME))
    return made


def keep(home: Home, name: str, body: bytes = SOUND) -> None:
    file = home.path / name[1:]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)


def spoken(name: str, path: str = PATH):  # type: ignore[no-untyped-def]
    return page(path, name.encode(), kind="spoken", content_type="audio/mpeg")


def test_a_spoken_story_is_sound_that_caches_ask_for_each_time(reader: Reader) -> None:
    answer = reader.ask(PATH, accept_encoding="gzip, br")
    assert (answer.status, answer.body) == (200, SOUND)
    assert answer.headers["content-type"] == "audio/mpeg"
    assert answer.headers["cache-control"] == "public, no-cache"
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.headers["x-robots-tag"].startswith("noindex")
    assert "content-encoding" not in answer.headers
    assert reader.ask(PATH, if_none_match=answer.headers["etag"]).status == 304
    head = reader.ask(PATH, "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(SOUND)))


def test_ranges_are_served(reader: Reader) -> None:
    tag = reader.ask(PATH).headers["etag"]
    part = reader.ask(PATH, range="bytes=100-199")
    assert (part.status, part.body) == (206, SOUND[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(SOUND)}"
    assert reader.ask(PATH, range="bytes=-10").body == SOUND[-10:]
    assert reader.ask(PATH, range="bytes=0-").status == 206
    beyond = reader.ask(PATH, range=f"bytes={len(SOUND)}-")
    assert (beyond.status, beyond.headers["content-range"]) == (416, f"bytes */{len(SOUND)}")
    assert reader.ask(PATH, range="bytes=0-9", if_range=tag).status == 206
    assert reader.ask(PATH, range="bytes=0-9", if_range='"another"').status == 200


def test_what_was_withdrawn_is_not_heard_by_who_holds_its_tag(reader: Reader) -> None:
    tag = reader.ask(PATH).headers["etag"]
    reader.put(removed=[PATH])
    for headers in ({}, {"if_none_match": tag}, {"range": "bytes=0-9", "if_range": tag}):
        assert reader.ask(PATH, **headers).status == 404
    assert reader.ask(NAME).status == 404, "the file has no address of its own"


def test_other_words_are_never_taken_for_the_rest_of_the_old_ones(reader: Reader, home: Home) -> None:
    tag = reader.ask(PATH).headers["etag"]
    other = NAME.replace("-en", "-hi")
    keep(home, other, SOUND[::-1])
    reader.put(spoken(other))
    assert reader.ask(PATH, if_none_match=tag).status == 200
    assert reader.ask(PATH, range="bytes=5-", if_range=tag).body == SOUND[::-1]


@pytest.mark.parametrize(
    "name", ["", "/spoken/../wiredesk.toml", "wiredesk.toml", "/media/ab/x.mp3", "/spoken/ab/x.mp3"]
)
def test_a_page_that_names_no_file_is_a_404_and_no_fault(reader: Reader, name: str) -> None:
    reader.put(spoken(name))
    answer = reader.ask(PATH)
    assert (answer.status, answer.headers["cache-control"]) == (404, "no-store")


def test_a_private_paper_is_heard_by_its_own_people_only(home: Home) -> None:

    made = Reader(home.options)
    made.store.set_titles([ServedTitle("main", home.options.address, private=True)])
    keep(home, NAME)
    made.put(spoken(NAME))
    assert made.ask(PATH).status == 302
    made.people.add("session=asha")
    answer = made.ask(PATH, cookie="session=asha")
    assert (answer.status, answer.headers["cache-control"]) == (200, "private, no-cache")


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: object) -> None:
        return


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_documented(port: int, behind: int, folder: Path) -> str:
    """The how-to's own configuration, on ports of this machine and without TLS."""
    text = (ROOT / "docs" / "how-to" / "put-nginx-in-front.md").read_text(encoding="utf-8")
    conf = text.split("```nginx\n")[1].split("```")[0]
    conf = conf.replace("/var/cache/nginx/courier", f"{folder}/cache").replace("127.0.0.1:8000", f"127.0.0.1:{behind}")
    conf = conf.replace("listen 443 ssl", f"listen 127.0.0.1:{port}").replace(
        "listen 80", f"listen 127.0.0.1:{_free()}"
    )
    conf = "\n".join(line for line in conf.splitlines() if "ssl_" not in line)
    temp = "\n".join(f"{one}_temp_path {folder}/{one};" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return (
        f"worker_processes 1; daemon off; pid {folder}/pid; error_log {folder}/log;\n"
        f"events {{}}\nhttp {{ access_log off;\n{temp}\n{conf}\n}}\n"
    )


@contextmanager
def _behind_nginx(reader: Reader, folder: Path) -> Iterator[str]:
    behind, port = _free(), _free()
    server = make_server("127.0.0.1", behind, reader.front, handler_class=_Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    (folder / "nginx.conf").write_text(_as_documented(port, behind, folder), encoding="utf-8")
    folder.chmod(0o777)
    command = [str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    if not shutil.which("id") or subprocess.run(["id", "-u"], capture_output=True, check=True).stdout.strip() == b"0":
        command += ["-g", "user root;"]
    process = subprocess.Popen(command)
    try:
        until = time.monotonic() + 10
        while time.monotonic() < until and process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        assert process.poll() is None, (folder / "log").read_text(encoding="utf-8")
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=10)
        server.shutdown()
        server.server_close()


@pytest.mark.skipif(NGINX is None, reason="nginx missing: run script/setup --services")
def test_behind_nginx_a_part_is_a_part_and_a_kill_is_heard_by_nobody(reader: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "nginx"
    folder.mkdir()
    host = {"Host": "localhost"}
    with _behind_nginx(reader, folder) as address, httpx.Client(base_url=address, headers=host) as client:
        for _ in range(2):
            whole = client.get(PATH)
            assert (whole.status_code, whole.content) == (200, SOUND)
        part = client.get(PATH, headers={"Range": "bytes=100-199"})
        assert (part.status_code, part.content) == (206, SOUND[100:200])
        assert client.get(PATH, headers={"If-None-Match": whole.headers["etag"]}).status_code == 304
        reader.put(removed=[PATH])
        gone = [client.get(PATH, headers=one).status_code for one in ({}, {"Range": "bytes=0-9"})]
        assert gone == [404, 404]


def test_the_front_stands_without_django(tmp_path: Path) -> None:
    """Loaded before Django is set up, models of its would end the web process before its first page."""
    asks = "import sys, wiredesk.public.front; sys.exit(any(name.split('.')[0] == 'django' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0
