"""Refuses what an endpoint would silently ignore: a query parameter that it does not have."""

from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import Any

from fastapi import Request
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import Query
from fastapi.routing import APIRoute

from ebay_connector.errors import ProblemError

ALIKE = 0.5
"""How much of a name must be as in a known one for that to be meant."""


class KnownParameters:
    """A dependency of every endpoint but those whose callers add parameters of their own, as eBay does."""

    def __init__(self, *, but: Sequence[Callable[..., Any]]) -> None:
        self._but = frozenset(but)
        self._known: dict[Callable[..., Any], tuple[str, ...]] = {}

    async def __call__(self, request: Request) -> None:
        """A 422 that names what is not known, and what may have been meant."""
        route = request.scope.get("route")
        if not isinstance(route, APIRoute) or route.endpoint in self._but:
            return
        if route.endpoint not in self._known:
            self._known[route.endpoint] = _parameters(route)
        known = self._known[route.endpoint]
        wrong = [name for name in dict.fromkeys(request.query_params.keys()) if name not in known]
        if wrong:
            raise ProblemError(422, "unknown_parameter", " ".join(_sentence(name, known) for name in wrong))


def _parameters(route: APIRoute) -> tuple[str, ...]:
    found = get_flat_params(route.dependant)
    return tuple(sorted(parameter.alias for parameter in found if isinstance(parameter.field_info, Query)))


def _sentence(name: str, known: Sequence[str]) -> str:
    said = f"There is no parameter “{name[:100]}” here"
    if not known:
        return f"{said}; none are taken."
    if alike := get_close_matches(name, known, n=2, cutoff=ALIKE):
        return f"{said}. Did you mean {_listed(alike, 'or')}?"
    return f"{said}; there {'is' if len(known) == 1 else 'are'} {_listed(known, 'and')}."


def _listed(names: Sequence[str], word: str) -> str:
    *others, last = [f"“{name}”" for name in names]
    return f"{', '.join(others)} {word} {last}" if others else last
