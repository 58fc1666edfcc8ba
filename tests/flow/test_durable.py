"""Which steps wait for the disk: what may be public or was promised to somebody, and nothing that can be repeated."""

import pytest
from django.db import connection

from wiredesk.flow.durable import as_durable_as
from wiredesk.flow.steps import FOLLOWING, STEPS

ASKED = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
WAITS = {"sqlite": 2, "postgresql": "on"}
LATER = {"sqlite": 1, "postgresql": "off"}


def durability() -> object:
    with connection.cursor() as cursor:
        cursor.execute(ASKED[connection.vendor])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
def test_only_what_an_item_comes_to_does_not_wait_for_the_disk() -> None:
    found = {}
    for name, _ in (*STEPS, *FOLLOWING):
        with as_durable_as(name):
            found[name] = durability() == LATER[connection.vendor]
    assert sorted(name for name, later in found.items() if later) == ["adopt", "decide"]


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no setting of the house's own here")
@pytest.mark.django_db(transaction=True)
def test_after_a_step_a_house_has_its_own_durability_again() -> None:
    house = connection.settings_dict["OPTIONS"]
    connection.close()
    connection.settings_dict["OPTIONS"] = {**house, "options": "-c synchronous_commit=remote_write"}
    try:
        with as_durable_as("adopt"):
            assert durability() == "off"
        assert durability() == "remote_write"
    finally:
        connection.settings_dict["OPTIONS"] = house
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_after_a_step_everything_waits_for_the_disk_again() -> None:
    with pytest.raises(ValueError, match="broken"), as_durable_as("adopt"):
        raise ValueError("broken")
    assert durability() == WAITS[connection.vendor]
    with as_durable_as("adopt"):
        connection.close()
    with as_durable_as("adopt"):
        pass
    assert durability() == WAITS[connection.vendor]
