"""Errors that belong to no floor: a start that failed, and what an endpoint answers instead."""

from collections.abc import Mapping


class StartError(Exception):
    """Why a process could not start, as a sentence."""


class ProblemError(Exception):
    """An expected failure of a request, answered as `{"detail", "code"}`; `detail` says what to do."""

    def __init__(self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})
