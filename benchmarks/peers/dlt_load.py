"""dlt, the loading library: its REST client reads the same pages, and it merges by primary key."""

import json
import os
import resource
import sys
import time
from collections.abc import Iterator
from typing import Any

import dlt
from dlt.destinations import postgres
from dlt.sources.helpers.rest_client.auth import BearerTokenAuth
from dlt.sources.helpers.rest_client.client import RESTClient
from dlt.sources.helpers.rest_client.paginators import OffsetPaginator

from benchmarks.peers.pages import LIMIT, PATH, is_told_in_part

FILE_ITEMS = 5_000
"""Files small enough that all cores normalise; with `csv` they go in by COPY. Both were the fastest of those tried."""
NESTING = 1
"""Orders with their line items as tables; what is nested deeper stays JSON, as more tables only cost time."""


def main() -> None:
    """Spec: url, folder, where the pages are, and whether it is tuned for speed or as it comes."""
    spec = json.load(sys.stdin)
    _configure(tuned=spec["tuned"])
    orders = _resource(**spec["pages"])
    if spec["tuned"]:
        orders.max_table_nesting = NESTING
    pipeline = dlt.pipeline(
        "bench",
        pipelines_dir=spec["folder"],
        destination=postgres(spec["url"]),
        dataset_name="bench",
    )
    started = time.perf_counter()
    pipeline.run(orders, loader_file_format="csv" if spec["tuned"] else "insert_values")
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    with pipeline.sql_client() as client:
        counted = client.execute_sql("SELECT count(*) FROM orders") or [[0]]
    print(json.dumps({"seconds": seconds, "orders": counted[0][0], "peak_mb": round(peak / 1e6)}))


def _configure(*, tuned: bool) -> None:
    dlt.config["runtime.dlthub_telemetry"] = False
    dlt.config["runtime.log_level"] = "CRITICAL"
    if not tuned:
        return
    dlt.config["normalize.workers"] = os.cpu_count()
    dlt.config["data_writer.file_max_items"] = FILE_ITEMS


def _resource(base: str, token: str, since: str, until: str) -> Any:
    client = RESTClient(
        base,
        auth=BearerTokenAuth(token),
        paginator=OffsetPaginator(limit=LIMIT, total_path="total"),
        data_selector="orders",
    )

    @dlt.defer
    def completed(page: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [one(order["orderId"]) if is_told_in_part(order) else order for order in page]

    def one(order_id: str) -> Any:
        response = client.get(f"{PATH}/{order_id}")
        response.raise_for_status()
        return response.json()

    @dlt.resource(name="orders", primary_key="orderId", write_disposition="merge")
    def pages() -> Iterator[Any]:
        for page in client.paginate(PATH, params={"filter": f"creationdate:[{since}..{until}]"}):
            yield completed(page)

    return pages


if __name__ == "__main__":
    main()
