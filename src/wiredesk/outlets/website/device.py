"""Pages about what this device keeps for its reader: stories saved for later, colours, text size, keys.

They are the same for everybody: what was chosen never leaves the browser.
"""

import msgspec

from wiredesk.outlets.website.env import template
from wiredesk.outlets.website.head import plain
from wiredesk.outlets.website.paper import Paper
from wiredesk.outlets.website.sheet import Sheet
from wiredesk.outlets.website.site import Fixed

Named = tuple[tuple[str, str], ...]
"""Values and what they are called; the empty one is what a page does by itself."""


class Display(msgspec.Struct, frozen=True, kw_only=True):
    """What can be chosen."""

    themes: Named
    sizes: Named
    keys: Named
    switch: Named


def saved(paper: Paper) -> Sheet:
    """The stories that were saved for later on this device; which these are only its browser knows."""
    head = plain(paper, paper.words.saved_stories, Fixed.SAVED.value, index=False)
    return Sheet(template("saved.html").render(paper=paper, head=head))


def display(paper: Paper) -> Sheet:
    """Colours, text size and keys."""
    words = paper.words
    view = Display(
        themes=(
            ("", words.theme_device),
            ("light", words.theme_light),
            ("dark", words.theme_dark),
            ("sepia", words.theme_sepia),
            ("contrast", words.theme_contrast),
        ),
        sizes=(
            ("small", words.size_small),
            ("", words.size_usual),
            ("large", words.size_large),
            ("largest", words.size_largest),
        ),
        keys=(("j", words.key_on), ("k", words.key_back), ("/", words.key_search), ("?", words.key_help)),
        switch=(("", words.keys_on), ("off", words.keys_off)),
    )
    head = plain(paper, words.display_and_keys, Fixed.DISPLAY.value, index=False)
    return Sheet(template("display.html").render(paper=paper, head=head, view=view))
