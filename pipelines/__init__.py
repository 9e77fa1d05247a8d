"""Sitrep: news text in, analytical tables of events, actors, figures and sources out."""
