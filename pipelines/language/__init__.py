"""The reader of text: tokens, sentences, trees, names and the structure of a news text."""

from pipelines.language.reader import Reader, load_reader
from pipelines.language.reading import Dateline, Reading, Segment, Sentence

__all__ = ["Dateline", "Reader", "Reading", "Segment", "Sentence", "load_reader"]
