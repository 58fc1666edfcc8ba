"""Which steps wait for the disk: what may be public or was promised to somebody, and nothing that can be repeated."""

from collections.abc import Iterator

import pytest
from django.db import connection

from wiredesk.flow.durable import as_durable_as
from wiredesk.flow.steps import FOLLOWING, STEPS

ASKED = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
WAITS = {"sqlite": 2, "postgresql": "remote_write"}
LATER = {"sqlite": 1, "postgresql": "off"}

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def own_durability() -> Iterator[None]:
    """On PostgreSQL, a house that has set its own: what it says is what must hold again afterwards."""
    if connection.vendor != "postgresql":
        yield
        return
    known = connection.settings_dict["OPTIONS"]
    connection.close()
    connection.settings_dict["OPTIONS"] = {**known, "options": "-c synchronous_commit=remote_write"}
    yield
    connection.settings_dict["OPTIONS"] = known
    connection.close()


def durability() -> object:
    with connection.cursor() as cursor:
        cursor.execute(ASKED[connection.vendor])
        return cursor.fetchone()[0]


def test_only_what_an_item_comes_to_does_not_wait_for_the_disk() -> None:
    found = {}
    for name, _ in (*STEPS, *FOLLOWING):
        with as_durable_as(name):
            found[name] = durability() == LATER[connection.vendor]
    assert sorted(name for name, later in found.items() if later) == ["adopt", "decide"]


def test_after_a_step_everything_waits_for_the_disk_again() -> None:
    with pytest.raises(ValueError, match="broken"), as_durable_as("adopt"):
        raise ValueError("broken")
    assert durability() == WAITS[connection.vendor]
    with as_durable_as("adopt"):
        connection.close()
    with as_durable_as("adopt"):
        pass
    assert durability() == WAITS[connection.vendor]
