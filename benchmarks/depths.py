"""Pages at the beginning, in the middle and at the end of the list, as both endpoints name them."""

from dataclasses import dataclass
from urllib.parse import urlencode

import psycopg

from ebay_connector.records.cursors import Position, encode

LIMIT = 50
SORT = "-created_at"
PAGES = 20
"""So many neighbouring pages at each depth, so that nobody is asked for one page again and again."""

DEPTHS = {"first": 0.0, "middle": 0.5, "end": 1.0}
BEFORE = """
SELECT n, created_at::text, account_id, order_id FROM (
    SELECT created_at, account_id, order_id,
        row_number() OVER (ORDER BY created_at DESC, account_id DESC, order_id DESC) AS n
    FROM orders
) numbered WHERE n = ANY(%s) ORDER BY n
"""


@dataclass(frozen=True, slots=True)
class Place:
    """One page: its depth, its offset, and the row before it."""

    depth: str
    offset: int
    after: Position | None

    @property
    def ours(self) -> str:
        """Path of the product's API."""
        cursor = {"cursor": encode(self.after)} if self.after else {}
        return f"/api/records/orders?{urlencode({'limit': LIMIT, 'sort': SORT, **cursor})}"

    @property
    def usual(self) -> str:
        """Path of the usual endpoint."""
        return f"/orders?{self._by_offset}"

    @property
    def uncounted(self) -> str:
        """Path of the one that does not count."""
        return f"/orders/uncounted?{self._by_offset}"

    @property
    def _by_offset(self) -> str:
        return urlencode({"limit": LIMIT, "offset": self.offset})


def places(url: str) -> list[Place]:
    """The pages of all depths, mixed."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT count(*) FROM orders").fetchone()
        offsets = _offsets(int(row[0]) if row else 0)
        rows = connection.execute(BEFORE, ([offset for _, offset in offsets],)).fetchall()
    before = {n: Position(SORT, moment, account_id, [order_id]) for n, moment, account_id, order_id in rows}
    return [Place(depth, offset, before.get(offset)) for depth, offset in offsets]


def _offsets(count: int) -> list[tuple[str, int]]:
    found = []
    for page in range(PAGES):
        for depth, share in DEPTHS.items():
            start = round((count - PAGES * LIMIT) * share)
            found.append((depth, max(0, start) + page * LIMIT))
    return found
