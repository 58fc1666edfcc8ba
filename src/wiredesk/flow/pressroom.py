"""Has issues made while news goes on: one after the other, in a process of its own with a low priority.

Setting pages takes some seconds of a processor; the worker only looks now and then whether one is due, and whether the
process has ended. What it is at stands in `run/epaper` for the desk and the doctor.
"""

import os
import subprocess
import sys
import time
from datetime import datetime

import structlog

from wiredesk.flow.epaper_due import Job, due
from wiredesk.house.models import Title
from wiredesk.outlets.epaper import shelf
from wiredesk.outlets.epaper.asking import FAILED, asked, progress, progress_file
from wiredesk.publication.issues import WHOLE_PAPER
from wiredesk.publication.models import Issue, IssueState
from wiredesk.settings.options import Options

log = structlog.get_logger()

LOOK_EVERY = 2.0
"""Seconds between two looks for something to make."""
LONGEST = 1200.0
"""Seconds after which a process that makes an issue is ended: two hundred times what it takes."""

_SAID = (FAILED, "published", "published again")


class Pressroom:
    """One home's. `look` is cheap, and is to be called on the worker's main thread: the process ends with it."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._look_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._job: Job | None = None
        self._began: datetime | None = None
        self._end_at = 0.0
        progress_file(options.home).unlink(missing_ok=True)

    @property
    def busy(self) -> bool:
        """Whether an issue is being made."""
        return self._process is not None

    def look(self, now: datetime) -> int:
        """See to the process under way, or start one where an issue is due; returns how many were begun or ended."""
        if self._process is not None:
            return self._see_to(self._process, now)
        if time.monotonic() < self._look_at:
            return 0
        self._look_at = time.monotonic() + LOOK_EVERY
        job = due(self._options, now)
        if job is None:
            return 0
        self._start(job, now)
        return 1

    def _start(self, job: Job, now: datetime) -> None:
        log.info(
            "issue_begun", title=job.title, edition=job.edition, also=job.also, day=job.day.isoformat(), why=job.why
        )
        self._write(job, "begun")
        words = ["epaper", "make", "--title", job.title, "--date", job.day.isoformat()]
        for edition in (job.edition, *job.also):
            words += ["--edition", edition]
        words += ["--again"] if job.again else []
        self._job, self._began, self._end_at = job, now, time.monotonic() + LONGEST * (1 + len(job.also))
        self._process = subprocess.Popen(  # noqa: S603  # our own command
            [sys.executable, "-m", "wiredesk", *words, "--child-of", str(os.getpid())],
            env=os.environ | {"WIREDESK_HOME": str(self._options.home)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )

    def _see_to(self, process: subprocess.Popen[bytes], now: datetime) -> int:
        if process.poll() is None:
            if time.monotonic() < self._end_at:
                return 0
            process.kill()
            process.wait()
        job, under_way = self._job, progress(self._options.home).partition(" ")[0]
        self._process = self._job = None
        progress_file(self._options.home).unlink(missing_ok=True)
        if job is not None:
            self._ended(job, process.returncode, under_way, now)
        return 1

    def _ended(self, job: Job, code: int, under_way: str, now: datetime) -> None:
        """Keep that it failed where the process could not say so itself: it is tried again, but not for ever.

        Editions after the one that was under way were not begun, so nothing failed with them.
        """
        log.info("issue_ended", title=job.title, edition=job.edition, day=job.day.isoformat(), code=code)
        if code == 0:
            return
        every = (job.edition, *job.also)
        begun = every.index(under_way) + 1 if under_way in every else 1
        for edition in every[:begun]:
            self._noted("" if edition == WHOLE_PAPER else edition, job, code, now)

    def _noted(self, slug: str, job: Job, code: int, now: datetime) -> None:
        began = self._began.isoformat() if self._began is not None else ""
        title = Title.objects.filter(code=job.title).first()
        if title is None:
            return
        issue = Issue.objects.filter(title=title, edition=slug, issue_date=job.day).first()
        if issue is not None and job.also and issue.state == IssueState.PUBLISHED:
            # It came out before the process ended.
            return
        if issue is not None and issue.state == IssueState.WITHDRAWN and not asked(issue):
            # The desk withdrew it while it was to be made: nobody waits for it any more.
            return
        if issue is None:
            issue = Issue(title=title, edition=slug, issue_date=job.day, origin="made", language=title.language)
            issue.made_at = now
        # Whatever came of it since then the process has said itself.
        if not any(what in _SAID and at >= began for at, what, *_ in issue.happened):
            shelf.note(issue, now, FAILED, f"The process that made it ended with {code}: see the worker's log.")
            issue.save()

    def _write(self, job: Job, line: str) -> None:
        progress_file(self._options.home).parent.mkdir(mode=0o700, exist_ok=True)
        progress_file(self._options.home).write_text(f"{job.edition} {job.day}: {line}\n", encoding="utf-8")

    def close(self) -> None:
        """End the process under way: what it made so far is not shown, and is begun anew."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        progress_file(self._options.home).unlink(missing_ok=True)
