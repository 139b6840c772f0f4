"""The error that every endpoint answers as `{"detail": "<sentence>", "code": "<machine_code>"}`."""

from collections.abc import Mapping


class ProblemError(Exception):
    """An expected failure of a request. `detail` is a sentence that says what happened and what to do."""

    def __init__(self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})
