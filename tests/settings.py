"""Django's settings for tools that only look: mypy loads them through django-stubs, without a home of your own."""

import os
from pathlib import Path

os.environ.setdefault("WIREDESK_HOME", str(Path(__file__).with_name("home")))

from wiredesk.settings.django import *  # noqa: F403
