"""What is chosen to be measured, and how much of it."""

import pytest

from benchmarks.sizes import NAMES, Sizes, wanted_names


def test_everything_is_measured_when_nothing_is_chosen() -> None:
    assert wanted_names([]) == list(NAMES)


def test_names_are_chosen_by_how_they_begin() -> None:
    assert wanted_names(["orders_full_load/copy", "orders_list"]) == [
        "orders_full_load/copy_one_connection",
        "orders_full_load/copy_two_connections",
        "orders_full_load/copy_as_text",
        "orders_list/orm_endpoint",
        "orders_list/orm_endpoint_uncounted",
    ]


def test_a_name_that_nothing_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(SystemExit, match=r"No benchmark begins with payouts\. There are: orders_full_load/"):
        wanted_names(["payouts"])


def test_the_slow_peer_never_reads_more_than_there_is() -> None:
    sizes = Sizes.of(2_000, None, 3)
    assert (sizes.orm_orders, sizes.list_orders) == (2_000, 20_000)
    assert Sizes.of(100_000, None, 3).orm_orders < 100_000
