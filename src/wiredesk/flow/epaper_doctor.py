"""Doctor: whether issues of the e-paper come out as they should."""

from collections.abc import Iterator
from datetime import datetime

from wiredesk.flow.epaper_due import wanted_by_the_hour
from wiredesk.flow.finding import Finding
from wiredesk.outlets.epaper.asking import RECENT, asked, failures, progress
from wiredesk.publication.issues import WHOLE_PAPER
from wiredesk.publication.models import Issue, IssuePage, IssueState
from wiredesk.settings.options import Options


def epaper(options: Options, now: datetime) -> Iterator[Finding]:
    """What is made by itself, what is being made, and every issue of late that failed; nothing where none ever was."""
    recent = list(Issue.objects.filter(issue_date__gte=(now - RECENT).date()).order_by("-issue_date", "edition"))
    failed = [(issue, failures(issue)[-1][1]) for issue in recent if failures(issue)]
    painted = IssuePage.objects.filter(issue__in=[issue.pk for issue in recent]).exclude(painted_out=[]).count()
    if not recent and options.epaper_hour < 0:
        return
    facts = ["not made by itself" if options.epaper_hour < 0 else f"made by itself at {options.epaper_hour}:00"]
    published = [issue for issue in recent if issue.state == IssueState.PUBLISHED]
    if published:
        facts.append(f"the newest is {_name(published[0])}")
    facts += [f"being made: {progress(options.home)}"] if progress(options.home) else []
    facts += [f"{sum(map(asked, recent))} asked for"] if any(map(asked, recent)) else []
    facts += [f"{painted} pages are painted over"] if painted else []
    late = _late(options, now, recent)
    facts += [f"{len(late)} of this hour not published yet"] if late else []
    facts += [f"{_name(issue)} failed: {why} See /desk/epaper/" for issue, why in failed]
    more: dict[str, object] = {
        "hour": options.epaper_hour,
        "under_way": progress(options.home),
        "failed": [_name(issue) for issue, _ in failed],
        "painted_over": painted,
    }
    yield Finding("e-paper", well=not failed, fact="; ".join(facts), more=more)


def _late(options: Options, now: datetime, recent: list[Issue]) -> list[str]:
    there = {(issue.title_id, issue.edition, issue.issue_date) for issue in recent if issue.published_at}
    wanted = wanted_by_the_hour(options, now)
    return [f"{day}" for title, edition, day in wanted if (title.pk, edition.slug if edition else "", day) not in there]


def _name(issue: Issue) -> str:
    return f"{issue.edition or WHOLE_PAPER} of {issue.issue_date}"
