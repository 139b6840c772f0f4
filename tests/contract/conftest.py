"""Every rule holds in each way of reaching the database; through the pooler, one stream of each kind shows it."""

import pytest

from tests.support.ways import addresses

__all__ = ["addresses"]

THROUGH_THE_POOLER = {"orders", "fulfillments", "transactions", "disputes", "inventory", "funds"}
"""Windows by change and by date, parts, whole passes, single points, and what follows; `--pooler` runs all."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--pooler"):
        return
    left_out = [item for item in items if _is_left_out(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in set(left_out)]


def _is_left_out(item: pytest.Item) -> bool:
    values = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
    return values.get("addresses") == "pooler" and values.get("stream", "orders") not in THROUGH_THE_POOLER
