"""Who did what to whom, and whether it happened: frames, arguments, modality; `events.py` is the way in."""
