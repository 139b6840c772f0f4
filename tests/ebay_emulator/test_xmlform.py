"""Records as XML and as JSON: what is written comes back, but for what XML has no place for."""

import msgspec
import pytest
from defusedxml.ElementTree import fromstring

from ebay_emulator.xmlform import Json, Xml, as_read, canonical, decoded, read, render, shown

RECORDS: list[Json] = [
    {"Title": 'A & B <c> "d" \U0001f600 ü'},
    {"Price": {"@currencyID": "USD", "#text": "1.0"}},
    {"Price": {"@currencyID": "USD"}},
    {"Text": " spaces \t\r\n stay "},
    {"Text": "bell\u0007 NUL\u0000 escape\u001b \ufffe"},
    {"A": {"B": {"C": "1"}}},
    {"Variations": {"Variation": {"SKU": "1"}}},
    {"Variations": {"Variation": [{"SKU": "1"}, {"SKU": "2"}]}},
    {"Other": ["1"], "Others": ["1", "2"], "None": [], "Nested": [["1", "2"], None, "3"]},
    {"PictureURL": "x", "Empty": {}, "Nothing": None, "Blank": ""},
    {"Number": 5, "Half": 0.5, "Yes": True, "No": False},
    {"no name": "x", "1st": "x", "@no name": "x", "<": "x"},
    {"Mixed": {"#text": "gone", "Child": "stays"}, "Only": {"#text": "text"}},
]


@pytest.mark.parametrize("record", RECORDS)
def test_canonical_is_what_xml_gives_back(record: Json) -> None:
    assert canonical(record) == read(fromstring(render("Record", record)))


def test_what_is_canonical_stays_as_it_is() -> None:
    for record in RECORDS:
        once = canonical(record)
        assert canonical(once) == once


def test_shelves_hold_anything() -> None:
    lone = rb'{"Title":"a \ud800 b"}'
    assert as_read(lone) == b'{"Title":"a  b"}'
    assert as_read(b"no JSON") == b"no JSON"
    assert decoded(b"[1]") is None
    assert shown(b"<SKU>1</SKU>") == Xml("<SKU>1</SKU>")
    assert render("Item", shown(b"<SKU>1</SKU>")) == "<Item><SKU>1</SKU></Item>"
    assert render("Item", shown(b"1 < 2")) == "<Item>1 &lt; 2</Item>"
    assert msgspec.json.decode(as_read(b'{"Quantity":3}')) == {"Quantity": "3"}
