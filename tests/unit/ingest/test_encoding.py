"""Bytes become characters without a loss; what had to be guessed or mended is told."""

import codecs
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.ingest.encoding import decode, mended
from pipelines.ingest.limits import UnreadableError

FRENCH = "Le préfet a déclaré que l’accès à la vallée était fermé dès lundi, après les évènements de l'été à Orléans."
RUSSIAN = "Губернатор области заявил, что мост закрыт для движения до понедельника, сообщает городская администрация."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_in_all_its_forms_with_and_without_a_mark(encoding):
    assert decode("Über the hills, they said.".encode(encoding))[0] == "Über the hills, they said."


@pytest.mark.parametrize(
    ("text", "encoding"), [(FRENCH, "cp1252"), (FRENCH.replace("’", "'"), "latin-1"), (RUSSIAN, "cp1251")]
)
def test_other_encodings_are_found_by_their_letters(text, encoding):
    assert decode(text.encode(encoding))[0] == text


def test_the_encoding_is_told():
    assert decode(b"plain")[1] == "utf-8"
    assert decode(FRENCH.encode("cp1252"))[1] == "cp1252"
    assert decode("x".encode("utf-16"))[1] == "utf-16-le"


def test_what_a_page_declares_goes_before_a_guess_but_not_before_valid_utf8():
    assert decode("Łódź jest zamknięta".encode("iso-8859-2"), "iso-8859-2")[0] == "Łódź jest zamknięta"
    assert decode("Łódź".encode(), "iso-8859-1")[0] == "Łódź"
    assert decode("it’s “so”".encode("cp1252"), "iso-8859-1")[0] == "it’s “so”"
    assert decode("Café and friends".encode("cp1252"), "no-such-encoding")[0] == "Café and friends"
    assert decode("Café and friends".encode("cp1252"), "rot13")[0] == "Café and friends"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"\0" * 50, "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "binary"),
        (bytes(range(256)) * 4, "binary|usual"),
        ("é".encode() * 40 + b"\xc3" + "é".encode(), "damaged"),
        (b"over\xc0\xaflong and \xe0\x80\xaf more", "."),
        (codecs.BOM_UTF8 + b"caf\xe9", "not valid UTF-8 at byte 6"),
        (codecs.BOM_UTF16_LE + b"a\0\0\xd8b\0", "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_place_or_remedy(data, words):
    try:
        text, _ = decode(data)
    except UnreadableError as problem:
        assert re.search(words, str(problem))
    else:
        assert words == "."
        assert "/" not in text[4:6]


@pytest.mark.parametrize(
    ("broken", "right"),
    [
        ("The minister didnâ€™t answer.", "The minister didn’t answer."),
        ("JosÃ© MartÃ­nez, mayor of MedellÃ­n, resigned.", "José Martínez, mayor of Medellín, resigned."),
    ],
)
def test_mojibake_is_mended_and_told(broken, right):
    assert mended(broken) == (right, True)
    assert mended(f"Fine – “here”.\n{broken}") == (f"Fine – “here”.\n{right}", True)


@pytest.mark.parametrize(
    "text", ["plain", FRENCH, RUSSIAN, "São Paulo, naïve – “quoted” €5 … №7", "Kraków, Łódź, Ørsted, 東京"]
)
def test_good_text_is_left_as_it_is(text):
    assert mended(text) == (text, False)


@given(st.binary(max_size=300))
def test_any_bytes_are_text_without_replacement_or_refused(data):
    try:
        text, encoding = decode(data)
    except UnreadableError:
        return
    mark = next((len(m) for m in (codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
                 if data.startswith(m)), 0)  # fmt: skip
    assert "\ufffd" not in text or "\ufffd".encode() in data or encoding.startswith("utf-16")
    assert data[mark:].decode(encoding) == text


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf8_is_always_read_as_utf8(text):
    if text.strip() and not text.startswith("\ufeff"):
        assert decode(text.encode()) == (text, "utf-8")
