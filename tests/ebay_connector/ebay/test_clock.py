"""eBay's clock, learned from Date headers."""

from datetime import UTC, datetime
from email.utils import formatdate

import pytest

from ebay_connector.ebay.clock import EbayClock

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC).timestamp()


class World:
    """Our clock and eBay's, both moved by hand."""

    def __init__(self, ahead: float) -> None:
        self.ours, self.ahead = NOON, ahead
        self.clock = EbayClock(lambda: self.ours)

    def ask(self, there: float = 0.1, back: float = 0.1) -> None:
        sent = self.ours
        date = formatdate(int(sent + there + self.ahead), usegmt=True)
        self.ours += there + back
        self.clock.learn(date, sent, self.ours)

    @property
    def error(self) -> float:
        """Seconds by which the learned time is ahead of eBay's."""
        return self.clock.now().timestamp() - (self.ours + self.ahead)


def test_until_something_is_learned_our_own_time_counts() -> None:
    assert World(500).clock.now() == datetime.fromtimestamp(NOON, UTC)


def test_one_answer_makes_the_time_known() -> None:
    world = World(0)
    assert not world.clock.known
    world.ask()
    assert world.clock.known


def test_a_clock_within_the_second_is_left_alone() -> None:
    world = World(0.3)
    for _ in range(20):
        world.ask()
    assert world.clock.offset == 0 or world.error <= 0


@pytest.mark.parametrize("ahead", [-86400.0, -90.4, -1.7, 1.7, 90.4, 86400.0])
def test_a_wrong_clock_of_ours_is_made_good(ahead: float) -> None:
    world = World(ahead)
    for _ in range(30):
        world.ask(there=0.11, back=0.06)
    assert -0.5 < world.error <= 0.001


def test_one_slow_answer_does_not_spoil_what_is_known() -> None:
    world = World(60)
    for _ in range(10):
        world.ask()
    known = world.clock.offset
    world.ask(there=30, back=1)
    assert world.clock.offset == known


@pytest.mark.parametrize("step", [-7200.0, 30 * 86400.0])
def test_a_clock_that_is_moved_is_followed(step: float) -> None:
    world = World(0)
    world.ask()
    world.ahead += step
    world.ask()
    assert abs(world.error) < 1.2


@pytest.mark.parametrize("date", ["", "yesterday", "Wed, 99 Foo 2026 99:99:99 GMT"])
def test_an_unreadable_date_teaches_nothing(date: str) -> None:
    world = World(0)
    world.clock.learn(date, NOON, NOON)
    assert not world.clock.known
