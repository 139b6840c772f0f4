"""Errors that belong to no floor: a start or a file that failed, and what an endpoint answers instead."""

from collections.abc import Mapping
from typing import Any


class StartError(Exception):
    """Why a process could not start, as a sentence."""


class UnwritableError(Exception):
    """Why a file could not be written, as a sentence."""


class ProblemError(Exception):
    """An expected failure of a request, answered as `{"detail", "code"}`; `detail` says what to do."""

    def __init__(self, status: int, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})


WHOLE_SENTENCE = "sentence"
"""The type of a validator's error whose message can stand alone."""
JSON_INVALID = "The request's body is not valid JSON."
WRONG = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a smaller number",
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_parsing": "must be true or false",
    "bool_type": "must be true or false",
    "string_type": "must be a text",
    "string_too_short": "must have {min_length} characters or more",
    "string_too_long": "must have {max_length} characters or fewer",
    "string_pattern_mismatch": "is empty or has characters that it cannot have",
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be {expected}",
    "list_type": "must be a list",
    "too_short": "must have {min_length} or more entries",
    "too_long": "must have {max_length} or fewer entries",
    "dict_type": "must be an object",
    "model_attributes_type": "must be an object",
    "value_error": "is not right: {error}",
}


def sentence(field: str, item: Mapping[str, Any]) -> str:
    """One error of a validator as people say it; `field` is what they call the place."""
    if item["type"] == "json_invalid":
        return JSON_INVALID
    if item["type"] == WHOLE_SENTENCE:
        return str(item["msg"])
    if item["type"] in WRONG:
        return f"{field} {WRONG[item['type']].format(**item.get('ctx', {}))}."
    text = str(item["msg"]).rstrip(".")
    return f"{field} is not right: {text[:1].lower()}{text[1:]}."
