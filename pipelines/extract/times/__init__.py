"""Expressions of time as TIMEX3 and the days they mean; `times.py` is the way in."""
