"""Who acts, is acted on or speaks: names, nominals and pronouns resolved to entities; `actors.py` is the way in."""
