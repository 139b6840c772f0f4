"""Finds names that are most likely meant to be a setting's, and are none."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches
from pathlib import Path

from pydantic_settings import BaseSettings, DotEnvSettingsSource, EnvSettingsSource

ALIKE = 0.89
"""DATABASE_URI is like DATABASE_URL by 0.92, and PUBLIC_URI like PUBLIC_URL by 0.9; PORTS is like PORT by 0.888."""


def names_given(settings: type[BaseSettings], env_file: str | Path | None) -> set[str]:
    """All names in the environment and the file in small letters, also other programs' and those without a value."""
    file = DotEnvSettingsSource(settings, env_file, env_ignore_empty=False)
    return {*EnvSettingsSource(settings, env_ignore_empty=False).env_vars, *file.env_vars}


def mistyped(names: Collection[str], known: Collection[str], given: Collection[str]) -> Iterator[tuple[str, str]]:
    """Each name that is like a setting's, with that; who has given the setting too means another program's."""
    for name in sorted(names):
        if name in known or _is_extended(name, known):
            continue
        for meant in get_close_matches(name, known, n=1, cutoff=ALIKE):
            if meant not in given:
                yield name, meant


def _is_extended(name: str, known: Collection[str]) -> bool:
    """Whether it is a known name and more, such as PGADMIN_PASSWORD or SECRET_KEY_2, which nobody mistypes."""
    return any(name.endswith(each) or name.startswith(f"{each}_") for each in known)
