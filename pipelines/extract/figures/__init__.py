"""Every number with its bounds, unit and what it counts; `figures.py` is the way in."""
