"""A process of its own that uses the embedded Postgres of a folder until its standard input ends."""

import sys
from pathlib import Path

from ebay_connector import log
from ebay_connector.db.embedded import EmbeddedPostgres


def main(folder: str) -> None:
    log.configure("WARNING")
    with EmbeddedPostgres(Path(folder), {"fsync": "off"}) as server:
        print(server.pid, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
