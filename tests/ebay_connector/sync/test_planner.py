"""Which windows are read: the past in slices, then what changed, always overlapping, never beyond eBay's history."""

import itertools
from datetime import UTC, datetime, timedelta

from ebay_connector.streams import BY_NAME
from ebay_connector.streams.window import Modified
from ebay_connector.sync.planner import Cursor, Window, halves, oldest, plan

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ORDERS = BY_NAME["orders"]
assert isinstance(ORDERS.window, Modified)
WINDOW = ORDERS.window


def test_the_first_plan_covers_the_whole_history_without_gaps() -> None:
    windows = plan(ORDERS, None, NOW)
    assert windows[0].ends_at == NOW
    assert windows[-1].starts_at == oldest(WINDOW, NOW)
    assert all(newer.starts_at == older.ends_at for newer, older in itertools.pairwise(windows))
    assert {window.field for window in windows} == {"creationdate"}
    assert max(window.ends_at - window.starts_at for window in windows) == WINDOW.slice


def test_later_plans_cover_what_changed_since_with_an_overlap() -> None:
    until = NOW - timedelta(minutes=15)
    assert plan(ORDERS, Cursor(until, NOW), NOW) == [Window("changes", "lastmodifieddate", until - WINDOW.overlap, NOW)]


def test_a_long_pause_is_cut_into_slices() -> None:
    windows = plan(ORDERS, Cursor(NOW - timedelta(days=70), NOW), NOW)
    assert len(windows) == 3
    assert windows[-1].starts_at == NOW - timedelta(days=70) - WINDOW.overlap


def test_after_years_of_pause_the_plan_begins_where_ebay_remembers() -> None:
    assert plan(ORDERS, Cursor(NOW - timedelta(days=4000), NOW), NOW)[-1].starts_at == oldest(WINDOW, NOW)


def test_halves_meet_and_cover_the_window() -> None:
    window = Window("backfill", "creationdate", NOW - timedelta(days=1), NOW)
    parts = halves(window)
    assert parts is not None
    newer, older = parts
    assert (newer.ends_at, older.starts_at, newer.starts_at) == (NOW, window.starts_at, older.ends_at)


def test_a_window_of_a_minute_is_not_cut() -> None:
    assert halves(Window("backfill", "creationdate", NOW - timedelta(minutes=1), NOW)) is None
