"""A month's calls of a stream, from a round with nothing new, the first of a day and the first of a month."""

from dataclasses import replace

from benchmarks.calls import Rounds
from ebay_connector.streams import BY_NAME

ORDERS = BY_NAME["orders"]


def test_one_round_of_a_day_and_one_of_the_month_cost_more() -> None:
    stream = replace(ORDERS, every_minutes=360)
    assert Rounds(stream, steady=1, daily=10, monthly=100).in_a_month(15) == 90 * 1 + 29 * 10 + 100


def test_a_daily_stream_has_no_other_rounds() -> None:
    stream = replace(ORDERS, every_minutes=1_440)
    assert Rounds(stream, steady=7, daily=2, monthly=3).in_a_month(15) == 29 * 2 + 3


def test_the_installations_interval_holds_where_a_stream_has_none() -> None:
    assert Rounds(replace(ORDERS, every_minutes=None), steady=1, daily=1, monthly=1).in_a_month(60) == 720
