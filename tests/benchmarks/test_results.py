"""Rates, ratios, percentiles, and the file they are kept in."""

import json
from pathlib import Path

import pytest

from benchmarks.results import Entry, percentile, save


def test_a_ratio_tells_how_many_times_the_peers_rate_ours_is(tmp_path: Path) -> None:
    entry = Entry("orders_full_load/dlt", 12_000.04, 1_000.0, "orders/s", {"orders": 100_000})
    save(tmp_path / "results.json", [entry])
    assert json.loads((tmp_path / "results.json").read_text()) == [
        {
            "name": "orders_full_load/dlt",
            "ours": 12_000.0,
            "peer": 1_000.0,
            "ratio": 12.0,
            "unit": "orders/s",
            "orders": 100_000,
        }
    ]


def test_of_what_is_spent_less_is_better() -> None:
    assert Entry("calls_sell_finances/ebay_limit", 100, 450, "calls a month", less_is_better=True).ratio == 4.5


@pytest.mark.parametrize(("percent", "expected"), [(1, 1.0), (50, 50.0), (99, 99.0), (100, 100.0)])
def test_a_percentile_is_a_value_that_was_measured(percent: float, expected: float) -> None:
    assert percentile([float(n) for n in range(100, 0, -1)], percent) == expected


def test_the_percentile_of_one_value_is_that_value() -> None:
    assert percentile([7.0], 99) == 7.0
