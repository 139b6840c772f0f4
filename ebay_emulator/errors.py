"""eBay's error answers, word for word where they are known."""

from typing import Any

import msgspec

from ebay_emulator.reply import JSON, Reply

FULFILLMENT = "API_FULFILLMENT"

_SYSTEM_ERRORS = {
    "/commerce/message/": (
        335000,
        "API_MESSAGE",
        "Internal server error encountered. If this problem persists, contact the eBay Developers Program for support.",
    ),
    "/commerce/feedback/": (2003, "ACCESS", "Internal error"),
}


class EbayError(Exception):
    """Raised by a service; its `reply` is the answer."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply.status)
        self.reply = reply


def rest(
    status: int,
    error_id: int,
    domain: str,
    message: str,
    *,
    category: str = "REQUEST",
    long_message: str | None = None,
    parameters: dict[str, str] | None = None,
) -> Reply:
    """The error shape of eBay's REST services."""
    error: dict[str, Any] = {"errorId": error_id, "domain": domain, "category": category, "message": message}
    if long_message:
        error["longMessage"] = long_message
    if parameters:
        error["parameters"] = [{"name": name, "value": value} for name, value in parameters.items()]
    return Reply(status, msgspec.json.encode({"errors": [error]}), JSON)


def oauth(status: int, error: str, description: str) -> Reply:
    """The error shape of the token endpoint."""
    return Reply(status, msgspec.json.encode({"error": error, "error_description": description}), JSON)


def fulfillment(error_id: int, message: str, status: int = 400, **parameters: str) -> EbayError:
    return EbayError(rest(status, error_id, FULFILLMENT, message, parameters=parameters))


def post_order(status: int, error_id: int, domain: str, message: str, **parameters: str) -> Reply:
    """The error shape of Post-Order."""
    error = {
        "errorId": error_id,
        "domain": domain,
        "severity": "ERROR",
        "category": "REQUEST",
        "message": message,
        "parameter": [{"name": name, "value": value} for name, value in parameters.items()],
        "longMessage": message,
        "httpStatusCode": status,
    }
    return Reply(status, msgspec.json.encode({"errorMessage": {"error": [error]}}), JSON)


def bad_scheme(scheme: str) -> Reply:
    """What Post-Order says to a token that is not shown as IAF."""
    return post_order(401, 1302, "accessErrorDomain", f"Bad scheme: {scheme}")


def invalid_token() -> Reply:
    long_message = "Invalid access token. Check the value of the Authorization HTTP request header."
    return rest(401, 1001, "OAuth", "Invalid access token", long_message=long_message)


def missing_token() -> Reply:
    long_message = "Access token is missing in the Authorization HTTP request header."
    return rest(400, 1002, "OAuth", "Missing access token", long_message=long_message)


def wrong_scheme(scheme: str) -> Reply:
    message = f"Token type in the Authorization header is invalid:{scheme}"
    return rest(400, 1003, "OAuth", message, long_message=message)


def access_denied() -> Reply:
    long_message = "Insufficient permissions to fulfill the request."
    return rest(403, 1100, "ACCESS", "Access denied", long_message=long_message)


def too_many_requests(retry_after: int | None) -> Reply:
    long_message = "The request limit has been reached for the resource."
    reply = rest(429, 2001, "ACCESS", "Too many requests.", long_message=long_message)
    if retry_after is not None:
        reply.headers["Retry-After"] = str(retry_after)
    return reply


def not_resolved() -> Reply:
    return rest(404, 2002, "ACCESS", "Resource not resolved", long_message="The resource could not be resolved.")


def wrong_method() -> Reply:
    return rest(405, 2004, "ACCESS", "Invalid request", long_message="The request has errors.")


def system_error(path: str = "") -> Reply:
    """What eBay says when it fails, by the path that was called."""
    for prefix, (error_id, domain, message) in _SYSTEM_ERRORS.items():
        if path.startswith(prefix):
            return rest(500, error_id, domain, message, category="APPLICATION")
    return rest(500, 30500, FULFILLMENT, "System error", category="APPLICATION")


def wrong_host() -> Reply:
    """eBay answers a path on the wrong host with nothing at all."""
    return Reply(404)
