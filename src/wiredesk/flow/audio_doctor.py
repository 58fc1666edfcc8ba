"""Doctor: whether stories are read aloud, and what is in the way."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from wiredesk.flow.finding import Finding
from wiredesk.outlets.spoken import programs
from wiredesk.outlets.spoken.failures import Failures
from wiredesk.outlets.spoken.voices import VOICES
from wiredesk.settings.options import Options

LATELY = timedelta(hours=1)
"""How long somebody should look: one long story that was not spoken is no fault of the paper's for days."""


def audio(options: Options, now: datetime) -> Iterator[Finding]:
    """Off, ready, or what to install; languages without a voice; the last story that could not be spoken."""
    if not options.audio:
        yield Finding("audio", well=True, fact="off", more={"on": False})
        return
    missing, found = programs.missing(), programs.found()
    if found is None:
        fact = f"{' and '.join(missing)} missing: sudo apt-get install {' '.join(missing)}"
        yield Finding("audio", well=False, fact=fact, more={"on": True, "missing": list(missing)})
        return
    silent = sorted(set(VOICES.values()) - programs.voices(found))
    failures = Failures(options.home)
    facts = ["ready"]
    facts += [f"no voice for {', '.join(silent)}: install espeak-ng-data"] if silent else []
    last = failures.last
    lately = last is not None and now - last.at < LATELY
    facts += [f"not spoken: {failures.count}, the last {last.path}: {last.sentence}"] if last else []
    more: dict[str, object] = {"on": True, "missing": [], "no_voice": silent, "failed": failures.count}
    yield Finding("audio", well=not silent and not lately, fact="; ".join(facts), more=more)
