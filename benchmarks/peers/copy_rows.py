"""COPY of finished rows into the product's own tables: the fastest way Postgres has to take rows from outside."""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg

CHUNK = 1 << 18
Part = list[tuple[str, list[bytes]]]


def main() -> None:
    """Spec: url, form, parts (lists of table and file), one connection for each part."""
    spec = json.load(sys.stdin)
    url, form = spec["url"], spec["form"]
    parts: list[Part] = [[(table, _chunks(file)) for table, file in part] for part in spec["parts"]]
    started = time.perf_counter()
    with ThreadPoolExecutor(len(parts)) as pool:
        list(pool.map(lambda part: _copy(url, form, part), parts))
    print(json.dumps({"seconds": time.perf_counter() - started}))


def _copy(url: str, form: str, part: Part) -> None:
    with psycopg.connect(url) as connection:
        for table, chunks in part:
            with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT {form})".encode()) as copy:
                for chunk in chunks:
                    copy.write(chunk)


def _chunks(file: str) -> list[bytes]:
    data = Path(file).read_bytes()
    return [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]


if __name__ == "__main__":
    main()
