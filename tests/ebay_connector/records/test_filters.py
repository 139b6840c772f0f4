"""Filters and search from the address become parametrised SQL; what makes no sense is refused in a sentence."""

import re

import pytest

from ebay_connector.errors import ProblemError
from ebay_connector.records.filters import parse_search, parse_sort, parse_where
from ebay_connector.streams import BY_NAME

ORDERS = BY_NAME["orders"]


@pytest.mark.parametrize(
    ("text", "sql"),
    [
        ("total:gte:10.5", "t.total >= %s"),
        ("order_payment_status:in:PAID,PENDING", "t.order_payment_status = ANY(%s)"),
        ("buyer_username:contains:a_b", "t.buyer_username::text ILIKE %s"),
        ("paid_at:empty:true", "t.paid_at IS NULL"),
        ("paid_at:empty:false", "t.paid_at IS NOT NULL"),
        ("created_at:lt:2026-01-01T00:00:00Z", "t.created_at < %s"),
    ],
)
def test_filters(text: str, sql: str) -> None:
    assert parse_where(ORDERS, [], [text]).sql == sql


def test_wildcards_in_a_value_are_taken_literally() -> None:
    assert parse_where(ORDERS, [], ["buyer_username:prefix:50%_"]).values == [r"50\%\_%"]


@pytest.mark.parametrize(
    "text",
    ["total", "total:gte", "total:gte:ten", "total:gte:NaN", "nothing:eq:1", "total:like:1", "created_at:lt:soon",
     "buyer_username:eq:a\0", "line_item_count:eq:1.5"],
)  # fmt: skip
def test_bad_filters_are_refused(text: str) -> None:
    with pytest.raises(ProblemError) as refused:
        parse_where(ORDERS, [], [text])
    assert refused.value.status == 400


def test_an_unknown_sort_column_is_refused() -> None:
    with pytest.raises(ProblemError):
        parse_sort(ORDERS, "-nothing; DROP TABLE orders")


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Mouse", "'mouse':*"),
        ("red mouse", "'red':* & 'mouse':*"),
        ("12-345", "('12-345':* | ('12':* & '345':*))"),
        ("o'neill\\", "('o''neill\\\\':* | ('o':* & 'neill':*))"),
        ("lamp & shade", "'lamp':* & 'shade':*"),
        ("- " * 20 + "lamp", "'lamp':*"),
        ("  - ", ""),
        ("%", ""),
        ("🙂", ""),
        ("  ", None),
        ("", None),
    ],
)
def test_search(text: str, query: str | None) -> None:
    search = parse_search(text)
    assert (search.query if search else None) == query


def test_a_term_of_several_words_is_an_id_or_words_in_a_row() -> None:
    search = parse_search("red wb-10_b (mouse)")
    assert search
    (phrase,) = search.phrases
    assert phrase.as_id == "'wb-10_b':*"
    assert re.search(phrase.as_words.replace("[:alnum:]", "a-z0-9"), "a wb/10 “blue")
