"""One small issue for all tests that only look at it."""

from collections.abc import Sequence

import msgspec
import pytest

from tests.outlets.epaper.made_up import offers, offers_in, plan, plan_in
from wiredesk.outlets.epaper.makeup.make import Workshop, make
from wiredesk.outlets.epaper.makeup.offer import IssuePlan, Offered
from wiredesk.outlets.epaper.printed import Printed


class MadeIssue(msgspec.Struct, frozen=True):
    """An issue, what it was made from, and the workshop that made it."""

    plan: IssuePlan
    offers: Sequence[Offered]
    printed: Printed
    shop: Workshop


@pytest.fixture(scope="session")
def issue(tmp_path_factory: pytest.TempPathFactory) -> MadeIssue:
    """Four pages of thirty stories."""
    folder = tmp_path_factory.mktemp("epaper")
    what, offered, shop = plan(pages=4), offers(folder, 30, 10), Workshop()
    return MadeIssue(what, offered, make(what, offered, folder / "issue.pdf", workshop=shop), shop)


@pytest.fixture(scope="session", params=["hi", "mr", "ur"])
def local_issue(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> MadeIssue:
    """Two pages of fifteen stories in Hindi, Marathi and Urdu."""
    language = request.param
    folder = tmp_path_factory.mktemp(f"epaper-{language}")
    what, offered, shop = plan_in(language, pages=2), offers_in(language, folder, 15, 5), Workshop()
    return MadeIssue(what, offered, make(what, offered, folder / "issue.pdf", workshop=shop), shop)
