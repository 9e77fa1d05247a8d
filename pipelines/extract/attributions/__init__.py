"""Who says what: cues, quotations and voices; `attributions.py` is the way in."""
