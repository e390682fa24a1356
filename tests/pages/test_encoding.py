"""Encodings: what a page says of its own bytes is believed only as far as the bytes bear it out."""

from __future__ import annotations

import codecs

import pytest

from saidby.data import Problem, Span
from saidby.pages.encoding import decode

STORY = "“We counted 27,” said Sarvolt – in the café by the Führer’s old house, "


@pytest.mark.parametrize(
    ("mark", "name"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_a_byte_order_mark_settles_the_encoding(mark: bytes, name: str) -> None:
    decoded = decode(mark + STORY.encode(name), html=False)
    assert (decoded.text, decoded.encoding, decoded.problems) == (STORY, name, ())


def test_utf16_without_a_mark_is_told_by_its_zeros() -> None:
    text = "The toll rose to 19 on Monday."
    assert decode(text.encode("utf-16-le"), html=False).text == text
    assert decode(text.encode("utf-16-be"), html=False).text == text


def test_latin1_that_is_declared_means_windows_1252() -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body>{STORY}'.encode("cp1252")
    decoded = decode(page, html=True)
    assert decoded.encoding == "cp1252"
    assert decoded.text.endswith(STORY)


def test_an_xml_declaration_is_read_too() -> None:
    page = f'<?xml version="1.0" encoding="windows-1251"?><html><body>{"Фронт отрицает. " * 5}'.encode(
        "cp1251"
    )
    assert "Фронт отрицает." in decode(page, html=True).text


def test_utf8_wins_over_a_false_declaration() -> None:
    page = f'<meta charset="windows-1252"><p>{STORY}'.encode()
    assert decode(page, html=True).text.endswith(STORY)


def test_an_undeclared_eight_bit_text_is_guessed() -> None:
    text = "Министерство обороны в понедельник опровергло сообщения о том, что армия обстреляла рынок. " * 10
    assert decode(text.encode("cp1251"), html=False).text == text


def test_a_few_odd_bytes_in_english_are_windows_1252() -> None:
    data = "The café on the quay of Brenavo was closed, the owner said. ".encode("cp1252") * 3
    assert decode(data, html=False).text.startswith("The café on the quay")


def test_single_odd_bytes_in_utf8_are_read_piece_by_piece_and_told() -> None:
    data = "“Nine died,” he said. ".encode() + b"It\x92s over." + " Führer".encode()
    decoded = decode(data, html=False)
    assert decoded.text == "“Nine died,” he said. It’s over. Führer"
    place = decoded.text.index("’s over")
    assert decoded.problems == (
        Problem(
            "decode",
            f"the byte at character {place} is no UTF-8; read as windows-1252",
            Span(place, place + 1),
        ),
    )


def test_many_odd_bytes_are_told_a_few_times_and_counted() -> None:
    decoded = decode(("é" * 50).encode() + b" \x92 word" * 40, html=False)
    assert len(decoded.problems) == 6
    assert decoded.problems[-1].message == "so it is with 35 further bytes"


def test_bytes_that_fit_nothing_become_replacement_characters_with_a_problem() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + "Nine died".encode("utf-16-le") + b"\x00\xd8", html=False)
    assert decoded.text == "Nine died\ufffd"
    assert decoded.problems[0].message == "the byte at character 9 is no utf-16-le; read as U+FFFD"


def test_the_server_goes_before_the_page() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>Gdańsk i Łódź'.encode("iso-8859-2")
    decoded = decode(page, html=True, charset="ISO-8859-2")
    assert decoded.encoding == "iso8859-2"
    assert decoded.text.endswith("Gdańsk i Łódź")


@pytest.mark.parametrize("charset", ["iso-8859-1", "no-such-thing", "utf-8", "unicode_escape"])
def test_a_server_is_not_believed_against_utf8(charset: str) -> None:
    data = ("<html><body>" + STORY * 3).encode() + b"\xe9"
    assert STORY in decode(data, html=True, charset=charset).text
