"""SQLAlchemy's ORM as people write it: a mapped class, `session.merge` of each order, a commit every 500."""

import json
import sys
import time

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from benchmarks.peers.pages import orders
from benchmarks.peers.values import order

COMMIT_EVERY = 500


def main() -> None:
    """Spec: url, account_id, and where the pages are."""
    spec = json.load(sys.stdin)
    engine = create_engine(spec["url"].replace("postgresql://", "postgresql+psycopg://"))
    started, count = time.perf_counter(), 0
    with Session(engine) as session:
        for count, payload in enumerate(orders(**spec["pages"]), 1):
            session.merge(order(spec["account_id"], payload))
            if count % COMMIT_EVERY == 0:
                session.commit()
        session.commit()
    print(json.dumps({"seconds": time.perf_counter() - started, "orders": count}))


if __name__ == "__main__":
    main()
