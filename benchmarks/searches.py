"""How long people wait for a search: a whole id, a buyer, words, and what is common."""

import time
from typing import Any
from urllib.parse import quote

import psycopg

from benchmarks.results import median
from benchmarks.web import Api

TRIES = 9
SAMPLE = """
SELECT o.order_id, o.buyer_username, i.sku, i.title FROM orders o JOIN order_line_items i USING (account_id, order_id)
WHERE i.sku IS NOT NULL AND o.buyer_username IS NOT NULL ORDER BY o.created_at DESC
OFFSET (SELECT count(*) / 3 FROM orders) LIMIT 1
"""


def time_searches(url: str, api: Api) -> dict[str, Any]:
    """Median milliseconds of one answer after another, through the API."""
    with psycopg.connect(url) as connection:
        row = connection.execute(SAMPLE).fetchone()
    assert row is not None
    order_id, buyer, sku, title = row
    words = sorted((word for word in title.lower().split() if word.isalpha()), key=len)
    questions = {
        "order_id": order_id,
        "buyer": buyer,
        "sku": sku,
        "two_words": f"{words[-1]} {words[-2]}",
        "prefix_of_three": words[-1][:3],
        "nothing_found": "zzzzqqqq",
    }
    return {name: _time(api, f"/api/records/orders?limit=50&q={quote(text)}") for name, text in questions.items()}


def _time(api: Api, path: str) -> float:
    milliseconds = []
    for _ in range(TRIES):
        started = time.perf_counter()
        api.get(path)
        milliseconds.append((time.perf_counter() - started) * 1000)
    return round(median(milliseconds), 1)
