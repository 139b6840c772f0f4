"""Writes what is derived from the code: the API's description, the UI's client, settings and pages of streams.

`python -m scripts.generate` writes them; `stale()` does so too and names the files that were out of date.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ebay_connector.app import create_app
from ebay_connector.db.pool import Database
from ebay_connector.settings import Settings
from scripts import frontend, stream_pages
from scripts.steps import ROOT, StepError

DESCRIPTION = ROOT / "frontend" / "openapi.json"
CLIENT = ROOT / "frontend" / "src" / "api" / "generated"
SETTINGS = ROOT / "docs" / "settings.md"
BEGIN, END = "<!-- the table is generated: make generate -->\n", "<!-- end of the table -->"


def generate() -> None:
    stream_pages.write()
    DESCRIPTION.write_text(json.dumps(describe_api(), indent=2, ensure_ascii=False) + "\n")
    frontend.install()
    frontend.node("--run", "generate")
    head, _, rest = SETTINGS.read_text().partition(BEGIN)
    SETTINGS.write_text(head + BEGIN + "\n" + "\n".join(settings_table()) + "\n\n" + END + rest.partition(END)[2])


def describe_api() -> dict[str, Any]:
    """OpenAPI, as the app itself answers it; no database is touched."""
    address = "postgresql://localhost/none"
    keys = {"secret_key": SecretStr("-" * 32), "token_keys": SecretStr(Fernet.generate_key().decode())}
    settings = Settings(_env_file=None).model_copy(update=keys)
    return create_app(Database(address, address, settings), settings).openapi()


def settings_table() -> Iterator[str]:
    yield "| Setting | Default | Meaning |"
    yield "| --- | --- | --- |"
    for name, field in Settings.model_fields.items():
        yield f"| `{name.upper()}` | {_default(field)} | {field.description} |"


def _default(field: FieldInfo) -> str:
    return "" if field.default in (None, PydanticUndefined) else f"`{field.default}`"


def stale() -> list[str]:
    """Generates everything; names each file that is another one now."""
    before = _contents()
    generate()
    after = _contents()
    return sorted(str(path.relative_to(ROOT)) for path in before | after if before.get(path) != after.get(path))


def _contents() -> dict[Path, bytes]:
    files = [DESCRIPTION, SETTINGS, *CLIENT.rglob("*"), *stream_pages.FOLDER.iterdir()]
    return {path: path.read_bytes() for path in files if path.is_file()}


if __name__ == "__main__":
    try:
        generate()
    except StepError as error:
        sys.exit(str(error))
