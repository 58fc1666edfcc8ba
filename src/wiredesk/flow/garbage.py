"""How often Python looks for what nobody uses any more."""

import gc


def collect_seldom() -> None:
    """What was loaded to begin with stays, and what a step makes is let go by itself: a tenth of an item's cost."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
