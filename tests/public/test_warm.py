"""What a server makes ready after its start: nobody who comes first waits for it."""

import os
import subprocess
import sys
from pathlib import Path

SERVER = """
import sys
from io import BytesIO
from pathlib import Path
from wiredesk.public.begin import front, warm
from wiredesk.settings.options import load

application, desk, search = front(load(Path(sys.argv[1])))
cold = set(sys.modules)
warm(desk, search)
ready = set(sys.modules)
asked = {"REQUEST_METHOD": "GET", "PATH_INFO": "/search/", "QUERY_STRING": "q=ferry&city=Pune"}
asked |= {"HTTP_HOST": "localhost:8000", "wsgi.input": BytesIO()}
said = []
b"".join(application(asked, lambda status, headers: said.append(status)))
print(said[0], "tantivy" in cold, "tantivy" in ready, *sorted(set(sys.modules) - ready), sep="|")
"""


def test_the_first_search_finds_everything_loaded_and_the_first_page_waited_for_none_of_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    subprocess.run([sys.executable, "-m", "wiredesk", "init", str(home)], check=True, stdout=subprocess.DEVNULL)
    environment = os.environ | {"WIREDESK_HOME": str(home), "DJANGO_SETTINGS_MODULE": "wiredesk.settings.django"}
    command = [sys.executable, "-c", SERVER, str(home)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip().split("|") == ["200 OK", "False", "True"]
