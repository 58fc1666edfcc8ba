"""How a story is named on the command line: by its id in any case, or by the address of its page as it was copied."""

import re
from typing import Final

import click

from wiredesk.common.ids import ID_LENGTH

_IN_ADDRESS: Final = re.compile(rf"-([a-z2-7]{{{ID_LENGTH},50}})(?:[/?#]|$)")


class StoryId(click.ParamType[str]):
    """A story's id, found in its address too: whoever has to kill a story has its page before them."""

    name = "story"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id; what holds none is left for the action to refuse by name."""
        # The last: a section may end in a long word, and so may a host.
        found = _IN_ADDRESS.findall(value.lower()) if "/" in value else []
        return found[-1] if found else value.strip().lower() if value.strip().isalnum() else value
