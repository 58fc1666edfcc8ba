"""A story is named by its page's address, whatever stands around the id in it."""

import pytest

from wiredesk.cli.story_id import StoryId


@pytest.mark.parametrize(
    "address",
    [
        "https://paper.example/arts-entertainment/boats-leave-4k2mzq6n3a5b/",
        "https://wire-internationalpaper.example/world/boats-leave-4k2mzq6n3a5b/?from=feed",
        "/arts-entertainment/boats-leave-4k2mzq6n3a5b/versions/",
        "4K2MZQ6N3A5B",
    ],
)
def test_the_last_part_of_an_address_that_can_be_an_id_is_the_id(address: str) -> None:
    assert StoryId().convert(address, None, None) == "4k2mzq6n3a5b"
