"""A run reads further ahead while writers wait for pages, and less far while pages pile up."""

import asyncio
from contextlib import AsyncExitStack

from ebay_connector.sync.pace import AT_FIRST, BYTES_IN_FLIGHT, Pace

LIGHT, HEAVY = 1_000, BYTES_IN_FLIGHT // 3


async def in_flight(pace: Pace, held: AsyncExitStack) -> int:
    """Takes as many pages as may be asked for now, and returns how many these were."""
    count = 0
    while True:
        try:
            async with asyncio.timeout(0.01):
                await held.enter_async_context(pace.page())
        except TimeoutError:
            return count
        count += 1


async def test_it_begins_with_few_and_asks_for_one_more_whenever_a_writer_is_idle() -> None:
    pace = Pace(most=AT_FIRST + 2, writers=2)
    async with AsyncExitStack() as held:
        assert await in_flight(pace, held) == AT_FIRST
        for _ in range(5):
            pace.adapt(LIGHT)
        assert await in_flight(pace, held) == 2


async def test_it_asks_for_less_while_pages_wait_for_writers() -> None:
    pace = Pace(most=AT_FIRST + 3, writers=1)
    for _ in range(3):
        pace.adapt(LIGHT)

    async def written() -> None:
        async with pace.page():
            pace.adapt(LIGHT)
            async with pace.writer():
                pass

    async with asyncio.TaskGroup() as group, pace.writer():
        waiting = [group.create_task(written()) for _ in range(AT_FIRST + 3)]
        await asyncio.sleep(0)
        assert not any(task.done() for task in waiting)
    async with AsyncExitStack() as held:
        assert AT_FIRST <= await in_flight(pace, held) < AT_FIRST + 3


async def test_the_first_page_of_a_window_overtakes_pages_that_wait() -> None:
    pace, asked = Pace(most=1, writers=1), list[str]()

    async def ask(name: str, *, first: bool = False) -> None:
        async with pace.page(first=first):
            asked.append(name)

    async with asyncio.TaskGroup() as group, pace.page():
        for name in ("next", "later", "last"):
            group.create_task(ask(name))
        await asyncio.sleep(0)
        group.create_task(ask("first", first=True))
        await asyncio.sleep(0)
    assert asked == ["next", "first", "later", "last"]


async def test_the_most_may_be_less_than_it_begins_with() -> None:
    async with AsyncExitStack() as held:
        assert await in_flight(Pace(most=1, writers=2), held) == 1


async def test_it_asks_for_few_large_pages_and_for_more_when_they_are_small_again() -> None:
    pace = Pace(most=AT_FIRST, writers=2)

    async def come(size: int) -> None:
        async with pace.page():
            pace.adapt(size)

    for size, allowed in ((HEAVY, 3), (2 * BYTES_IN_FLIGHT, 1), (LIGHT, AT_FIRST)):
        for _ in range(AT_FIRST):
            await come(size)
        async with AsyncExitStack() as held:
            assert await in_flight(pace, held) == allowed
