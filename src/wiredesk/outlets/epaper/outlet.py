"""The e-paper as an outlet: the files in which a withdrawn story was printed go with the batch that withdraws it.

The web site's swap, which comes before, has pressed the article's notice and every page of every issue on which the
story stood at once: without its words, and without pictures that still show it. They are painted over and shown again
by `follow.mend_pages`, a moment later.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from wiredesk.house import titles
from wiredesk.outlets.epaper import kept
from wiredesk.outlets.epaper.lines import LineIndex
from wiredesk.outlets.outlet import Changed, Delivered
from wiredesk.outlets.stores.store import PageStore
from wiredesk.publication.issues import pages_with
from wiredesk.publication.models import Issue, IssuePage
from wiredesk.settings.options import Options


class EpaperOutlet:
    """Printed pages of every title of one home."""

    name = "epaper"

    def __init__(self, options: Options, store: PageStore) -> None:
        self._options = options

    def deliver(self, changes: Sequence[Changed], now: datetime) -> Delivered:
        """Take away what was printed of withdrawn stories, and ask for pages anew on which one stands again."""
        moved = [change for change in changes if change.story and change.kind in ("withdraw", "release")]
        done = 0
        if moved:
            # Every story that goes live passes here: a shelf made for it would cost more than the one question does.
            for title in titles.founded():
                own = [change for change in moved if change.title == title.code]
                done += self._withdraw(title.pk, [one.story for one in own if one.kind == "withdraw"])
                self._bring_back(title.pk, [one.story for one in own if one.kind == "release"])
        return Delivered(done)

    def _withdraw(self, title: int, stories: Sequence[str]) -> int:
        pages = pages_with(title, stories) if stories else ()
        if not pages:
            return 0
        rows = list(IssuePage.objects.filter(pk__in=[page.key for page in pages]))
        issues = list(Issue.objects.filter(pk__in={row.issue_id for row in rows}).exclude(pdf_path=""))
        going = [path for row in rows for path in kept.kept_of(bytes(row.pictures)).paths]
        going += [issue.pdf_path for issue in issues]
        # The files first: cut short here, the batch comes again and finds their names still on record.
        kept.remove(self._options.home, going)
        LineIndex(self._options.home).drop_stories(stories)
        with transaction.atomic():
            IssuePage.objects.filter(pk__in=[row.pk for row in rows]).update(
                pictures=kept.encode(kept.NOTHING), due=True
            )
            Issue.objects.filter(pk__in=[issue.pk for issue in issues]).update(pdf_path="")
        return len(rows)

    def _bring_back(self, title: int, stories: Sequence[str]) -> None:
        pages = pages_with(title, stories) if stories else ()
        if not pages:
            return
        rows = IssuePage.objects.filter(pk__in=[page.key for page in pages]).values_list("pk", "painted_out", "issue")
        again = [(key, issue) for key, painted, issue in rows if set(painted) & set(stories)]
        IssuePage.objects.filter(pk__in=[key for key, _ in again]).update(due=True)
        Issue.objects.filter(pk__in={issue for _, issue in again}).update(stale=True)
