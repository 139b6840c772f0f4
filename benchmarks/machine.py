"""What the numbers were measured on."""

import platform
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import psutil

from ebay_connector.build import get_build

PACKAGES = ("psycopg", "sqlalchemy", "fastapi", "uvicorn", "aiohttp", "dlt")


def describe(postgres: str) -> dict[str, Any]:
    """Cores, memory, versions, the build and the day."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "build": get_build().commit,
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "processor": _processor(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "postgres": postgres,
        "packages": {name: version(name) for name in PACKAGES},
        "load_before": round(psutil.getloadavg()[0], 2),
    }


def _processor() -> str:
    try:
        with open("/proc/cpuinfo") as file:  # noqa: PTH123 - not a file of ours
            names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor()
