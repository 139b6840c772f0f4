"""One request to eBay as a line of the run's log."""

from ebay_connector.ebay.request import Exchange
from ebay_connector.sync.journal import Level, Line, line

BODY_LIMIT = 1_000_000


def exchange_line(exchange: Exchange, *, records: int | None, bodies: bool) -> Line:
    """What happened, and `records` of a page that came whole; bodies, without secrets, when asked for."""
    data: dict[str, object] = {
        "method": exchange.method,
        "host": exchange.host,
        "path": exchange.path,
        "query": exchange.query,
        "status": exchange.status,
        "ms": exchange.ms,
        "records": records,
        "attempt": exchange.attempt,
        "bytes": exchange.received_bytes,
        "ebay_request_id": exchange.request_id,
        "error": exchange.error,
    }
    if exchange.stopped:
        data["stopped"] = True
    if bodies:
        data["request_body"] = exchange.request_body[:BODY_LIMIT]
        data["response_body"] = exchange.response_body[:BODY_LIMIT]
    return line(
        "retry" if exchange.retry_in is not None else "request", _message(exchange, records), _level(exchange), data
    )


def _message(exchange: Exchange, records: int | None) -> str:
    text = f"{exchange.method} {exchange.path} → {_outcome(exchange)} {exchange.ms} ms"
    if records is not None:
        text += f", {records} {'record' if records == 1 else 'records'}"
    if exchange.error:
        text += f". {exchange.error}"
    if exchange.retry_in is not None:
        when = f"in {exchange.retry_in:.1f} s" if exchange.retry_in else "at once"
        text += f" Attempt {exchange.attempt + 1} {when}."
    return text


def _outcome(exchange: Exchange) -> str:
    if exchange.stopped:
        return "stopped after"
    return f"{'no answer' if exchange.status is None else exchange.status} in"


def _level(exchange: Exchange) -> Level:
    if exchange.error is None:
        return "info"
    return "warning" if exchange.retry_in is not None else "error"
