"""HTML as agencies and attackers send it: strategies for property tests, and the payloads kept beside the project."""

from pathlib import Path

import pytest
from hypothesis import strategies as st

SHARED = Path(__file__).parents[2].parent / "shared"

_NAMES = (
    "p div b i a span br ul ol li table tr td th pre blockquote h1 h2 h5 script style img iframe svg math section em"
    " strong code sub dl dt dd thead caption tbody form button select option textarea template noscript title body html"
    " head center font del hr nobr xmp figure figcaption details summary frameset"
)
_TAGS = [f"<{name}>" for name in _NAMES.split()] + [f"</{name}>" for name in _NAMES.split()]
_PIECES = [
    "<br/>",
    '<a href="https://news.example/a?b=1&c">',
    '<a href="javascript:x()">',
    "<!-- x -->",
    "<td colspan=2>",
]
_TEXTS = [
    " ",
    "\n",
    "\t",
    "\r\n",
    "&nbsp;",
    "&amp;lt;",
    "&#13;",
    "&#150;",
    '"',
    "<",
    ">",
    "&",
    "\u200d",
    "\u2028",
    "  a  ",
]

any_character = st.characters(codec="utf-8")
"""Controls too; no surrogates, which no encoding carries."""

plain_text = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)
"""Any characters that a document may hold, without controls."""

any_html = st.lists(
    st.sampled_from(_TAGS) | st.sampled_from(_PIECES) | st.sampled_from(_TEXTS) | plain_text, max_size=25
).map("".join)
"""Tags in any order, open, closed or crossed, with text between."""


def payloads() -> list[str]:
    """Every line of the script-injection corpus; skips the test where it is absent."""
    folder = SHARED / "corpora" / "xss"
    if not folder.is_dir():
        pytest.skip("the corpus of hostile input does not lie beside this checkout")
    return [
        line
        for path in sorted(folder.glob("*.txt"))
        for line in path.read_text("utf-8", "replace").splitlines()
        if line
    ]
