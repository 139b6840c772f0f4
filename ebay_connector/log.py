"""The log: lines for people on a terminal, JSON lines elsewhere, and never a secret in either."""

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any, Literal, TextIO

import structlog
from structlog.typing import EventDict, FilteringBoundLogger, Processor, WrappedLogger

LogFormat = Literal["auto", "json", "console"]

HIDDEN = "[hidden]"
# Servers and libraries that would otherwise bring handlers of their own.
ROUTED = ("uvicorn", "uvicorn.error", "uvicorn.access", "procrastinate", "aiohttp", "alembic")
# Their lines tell what our own tell better.
TALKATIVE = ("procrastinate", "alembic")

# The ends of names whose values are secret, such as EBAY_SANDBOX_CLIENT_SECRET.
_NAMES = [
    *("access_token", "refresh_token", "metrics_token", "client_secret", "secret_key", "token_keys"),
    *("password", "passwd", "authorization", "cookie", "ebay_connector_session"),
]
_NAME = f"(?:{'|'.join(_NAMES)})"
_SECRET_KEYS = re.compile(rf"[\w-]*{_NAME}|(?:\w+_)?token", re.IGNORECASE)
_QUOTE = r"""\\{0,4}["']"""
# Each entry: words without which the pattern cannot match, which makes large bodies cheap; the pattern, with
# every repetition that could start anew within itself bounded, as bodies come from outside; the replacement.
_SECRETS: tuple[tuple[list[str], str, str], ...] = (
    # HTTP credentials, in a header or alone
    (["authorization:", "cookie:"], r"\b(Authorization|Set-Cookie|Cookie):[^\r\n\"']+", rf"\1: {HIDDEN}"),
    (["bearer", "basic", "iaf"], r"\b(Bearer|Basic|IAF)\s{1,4}[\w.~+/^#%=-]{16,}", rf"\1 {HIDDEN}"),
    # eBay's user and application tokens and sign-in codes, plain or URL-encoded
    (["1.1"], r"\bv(?:\^|%5E)1\.1(?:#|%23)[\w.~+/^#%=-]+", HIDDEN),
    # {"password": "…"} in JSON, then the same inside a JSON string and in a Python repr
    (_NAMES, rf'({_NAME}"\s{{0,4}}:\s{{0,4}}")(?:[^"\\]|\\.)*', rf"\1{HIDDEN}"),
    (_NAMES, rf"({_NAME}{_QUOTE}\s{{0,4}}:\s{{0,4}})({_QUOTE}).{{0,4096}}?\2", rf"\1\2{HIDDEN}\2"),
    # password='…' and password=… in forms, queries, cookies and libpq's keyword strings
    (_NAMES, rf"({_NAME})=({_QUOTE}).{{0,4096}}?\2", rf"\1=\2{HIDDEN}\2"),
    (_NAMES, rf"({_NAME})=(?!{_QUOTE})[^\s&;,\"'\\)]+", rf"\1={HIDDEN}"),
    (["code=", "state="], r"(^|[?&])(code|state)=[^\s&\"']+", rf"\1\2={HIDDEN}"),
    # postgresql://user:password@host, but not http://host:80/a@b
    (["://"], r"(://[^\s:/?#@]{0,256}:)(?!\d+[/?#])[^\s\"']{1,1024}@", rf"\1{HIDDEN}@"),
    # JSON web tokens, eBay's Cert IDs, private keys, Fernet keys
    (["eyj"], r"\beyJ[\w-]{8,4096}\.[\w-]{8,4096}\.[\w-]+", HIDDEN),
    (["prd-", "sbx-"], r"\b(PRD|SBX)-[0-9a-f]{12}(?:-[0-9a-f]{4}){4}\b", rf"\1-{HIDDEN}"),
    (["private key"], r"-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[^-]*", HIDDEN),
    (["="], r"(?<![\w+/-])[\w-]{43}=(?!=)", HIDDEN),
)
_COMPILED = [(words, re.compile(pattern, re.IGNORECASE), text) for words, pattern, text in _SECRETS]


def scrub(text: str) -> str:
    """The text with credentials, tokens, passwords and keys replaced by `[hidden]`."""
    lower = text.lower()
    for words, pattern, replacement in _COMPILED:
        for word in words:  # no generator, which would take most of the time of a log line
            if word in lower:
                text = pattern.sub(replacement, text)
                break
    return text


def get_logger(name: str) -> FilteringBoundLogger:
    """A logger for one module; its lines carry whatever `bind` holds at the time."""
    logger: FilteringBoundLogger = structlog.get_logger(name)
    return logger


def bind(**values: Any) -> AbstractContextManager[None]:
    """Puts values, such as account and run, on each line logged inside the `with` block and its tasks."""
    return structlog.contextvars.bound_contextvars(**values)


def configure(level: str = "INFO", format: LogFormat = "auto", **bound: Any) -> None:  # noqa: A002 - the setting's name
    """Sends all logging of the process to stderr, a flushed line each. `bound` stands on every line.

    Start uvicorn with `log_config=None`, or it puts its own handlers back.
    """
    stream = sys.stderr
    before: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        _adder(bound),
    ]
    structlog.configure(
        processors=[*before, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    _route(level, stream, _formatter(before, _is_json(format, stream), stream))


def _is_json(format_: LogFormat, stream: TextIO) -> bool:
    return format_ == "json" or (format_ == "auto" and not stream.isatty())


def _formatter(before: list[Processor], as_json: bool, stream: TextIO) -> logging.Formatter:
    after: list[Processor] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.StackInfoRenderer(),
        structlog.processors.format_exc_info,
        _scrub_event,
    ]
    if as_json:
        after += [structlog.processors.EventRenamer("message"), structlog.processors.JSONRenderer()]
    else:
        after.append(structlog.dev.ConsoleRenderer(colors=stream.isatty(), timestamp_key="at"))
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[*before, structlog.stdlib.ExtraAdder(), _drop_colours], processors=after
    )


def _route(level: str, stream: TextIO, formatter: logging.Formatter) -> None:
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler.formatter, structlog.stdlib.ProcessorFormatter):
            root.removeHandler(handler)
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter)
    root.addHandler(handler)
    root.setLevel(level)
    logging.captureWarnings(True)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in ROUTED:
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = True


def _adder(bound: Mapping[str, Any]) -> Processor:
    def add(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        return {**bound, **event}

    return add


def _drop_colours(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    event.pop("color_message", None)
    return event


def _scrub_event(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return _scrub_mapping(event)


def _scrub_mapping(values: Mapping[Any, Any]) -> MutableMapping[str, Any]:
    return {
        str(key): HIDDEN if value and _is_secret(str(key)) else _scrub_value(value) for key, value in values.items()
    }


@lru_cache(1_000)
def _is_secret(name: str) -> bool:
    return _SECRET_KEYS.fullmatch(name) is not None


def _scrub_value(value: Any) -> Any:
    if isinstance(value, str):
        return scrub(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Mapping):
        return _scrub_mapping(value)
    if isinstance(value, list | tuple | set | frozenset):
        return [_scrub_value(item) for item in value]
    return scrub(str(value))
