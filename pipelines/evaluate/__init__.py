"""How well the tables agree with articles that people annotated."""
