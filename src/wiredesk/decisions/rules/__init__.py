"""What the house does by itself: pure proposals, one rule a file. `propose.py` runs them in order."""
