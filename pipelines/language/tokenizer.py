"""Tokens as the treebanks cut them, none across a sentence end; no character is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.attrs import ORTH
from spacy.lang.en import English
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
from spacy.vocab import Vocab

LONGEST_RUN = 200
"""Characters without a space that are tokenised at once; the tokeniser's rules are quadratic in this."""

REMEMBERED = 100_000
"""Words whose tokens the tokeniser remembers."""

_LONG_RUN = re.compile(rf"\S{{{LONGEST_RUN}}}")
_REPEATED = r"(?:[!?]+|\.{2,}|_{2,}|\*{2,}|={2,}|-{2,}|~{2,}|#{2,})"
_FOOTNOTE = r"\[\d{1,3}\]"
"""A mark that is glued to the word before it: "took Mosul.[4] The army[12] fled"."""
_PREFIXES = "anti|co|counter|ex|extra|inter|intra|mid|mini|multi|non|pan|post|pre|pro|re|semi|sub|super|trans|ultra|un"
_KEPT_WHOLE = re.compile(
    rf"(?:(?-i:(?!UN-))(?:{_PREFIXES})-\w+|e-mails?|wi-fi|\d{{1,2}}-[A-Za-z]{{3}}-\d{{2,4}}|\d+(?:-\d+){{2,}}|[#@]\w+"
    r"|(?:https?://|www\.)\S*[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+)$",
    re.IGNORECASE,
)
"""What stays one token: "anti-tank", addresses, dates; not "UN-led", which has the name of a party."""
_ABBREVIATION_LIST = """
Gen. Lt. Col. Sgt. Maj. Capt. Cmdr. Adm. Brig. Cpl. Pvt. Sen. Rep. Gov. Rev. Prof. Hon. Dr. Mr. Mrs. Ms. Jr. Sr.
St. Mt. Ft. Ave. Blvd. Rd. Co. Corp. Inc. Ltd. Bros. vs. etc. Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct.
Nov. Dec. Mon. Tue. Wed. Thu. Fri. Sat. Sun. Ont. Calif. Fla. Va. Pa. Tex. Ariz. Colo. Conn. Mass. Mich. Minn.
Wash. Wis. ca. approx. est. Supt. Insp. Det. Const. Ret. Pres. Dept. Gov't. Spc. Pfc. Msgr.
"""
_ABBREVIATIONS = tuple(_ABBREVIATION_LIST.split())
_WHOLE_WORDS = ("its", "well", "were", "ill", "hell", "shell", "wed", "id")
"""Words that spaCy takes for contractions without their apostrophe."""


def make_tokenizer(vocab: Vocab) -> Tokenizer:
    """English tokeniser of spaCy with the treebanks' conventions."""
    defaults = English.Defaults
    rules: dict[str, list[dict[int, str]]] = dict(defaults.tokenizer_exceptions)
    for word in _ABBREVIATIONS:
        for form in (word, word.upper()):
            rules.setdefault(form, [{ORTH: form}])
    rules["No."] = [{ORTH: "No."}]
    for word in _WHOLE_WORDS:
        for form in (word, word.title(), word.upper()):
            rules.pop(form, None)
    prefixes = [_REPEATED, *(item for item in defaults.prefixes or () if item != "#")]
    infixes = [_REPEATED, r"(?<=[0-9])[–—](?=[0-9£$€])", r"(?<=\])(?=[A-Z])", *(defaults.infixes or ())]
    suffixes = [_REPEATED, _FOOTNOTE, r"(?<=[0-9])(?:am|pm|bn|mn|km|kg|m|mph|kph)", *(defaults.suffixes or ())]
    return Tokenizer(
        vocab,
        rules=rules,
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=defaults.token_match,
        url_match=_KEPT_WHOLE.match,
        max_cache_size=REMEMBERED,
    )


def has_long_run(text: str) -> bool:
    """Whether the tokeniser must not be given the text in one piece."""
    return _LONG_RUN.search(text) is not None


def tokens(tokenizer: Tokenizer, text: str) -> Iterator[tuple[str, bool]]:
    """Tokens of a text, each with whether a space follows; joined again they are the text."""
    start = 0
    for match in _LONG_RUN.finditer(text):
        yield from _tokens(tokenizer, text[start : match.end()])
        start = match.end()
    yield from _tokens(tokenizer, text[start:])


def _tokens(tokenizer: Tokenizer, text: str) -> Iterator[tuple[str, bool]]:
    for token in tokenizer(text):
        yield token.text, bool(token.whitespace_)
