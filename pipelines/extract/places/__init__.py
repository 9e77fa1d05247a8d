"""Place names, disambiguated against a gazetteer; `places.py` is the way in."""
