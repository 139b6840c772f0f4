"""What the Trading API answers, failures too: always HTTP 200, always XML."""

from dataclasses import dataclass, field

from ebay_emulator.clock import iso
from ebay_emulator.reply import Reply
from ebay_emulator.xmlform import NAMESPACE, Json, render

VERSION = "1477"
_BUILD = f"E{VERSION}_CORE_API_19268312_R1"
_XML = "text/xml; charset=utf-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True)
class TradingError(Exception):
    code: int
    short: str
    long: str
    parameters: tuple[str, ...] = ()
    system: bool = field(default=False, kw_only=True)
    """eBay's own fault, not the request's."""


def answer(name: str, now: int, content: Json, correlation: str | None = None) -> Reply:
    head = {"Timestamp": iso(now), "CorrelationID": correlation, "Ack": "Success"}
    return _reply(name, head | {"Version": VERSION, "Build": _BUILD} | content)


def failure(name: str, now: int, error: TradingError, correlation: str | None = None) -> Reply:
    parameters = [{"@ParamID": str(index), "Value": value} for index, value in enumerate(error.parameters)]
    told = {
        "ShortMessage": error.short,
        "LongMessage": error.long,
        "ErrorCode": str(error.code),
        "SeverityCode": "Error",
        "ErrorParameters": parameters,
        "ErrorClassification": "SystemError" if error.system else "RequestError",
    }
    head = {"Timestamp": iso(now), "CorrelationID": correlation, "Ack": "Failure"}
    return _reply(name, head | {"Errors": told, "Version": VERSION, "Build": _BUILD})


def _reply(name: str, content: Json) -> Reply:
    # A call that eBay does not know has no name of its own to be answered by.
    body = render(f"{name}Response", {"@xmlns": NAMESPACE} | content) or render("eBay", content)
    return Reply(200, (_HEAD + body).encode(), _XML)


def invalid_input(tag: str) -> TradingError:
    text = f"Input data for tag <{tag}> is invalid or missing. Please check API documentation."
    return TradingError(37, "Input data is invalid.", text, (tag,))


def invalid_page() -> TradingError:
    return TradingError(340, "Page number is out of range.", "Page number is out of range. Please try a lower number.")


def invalid_window() -> TradingError:
    text = "The specified time window is invalid."
    return TradingError(521, text, f"{text} Please check that it is within the range that the call supports.")


def unsupported_call(name: str) -> TradingError:
    text = f'The API call "{name}" is invalid or not supported in this release.'
    return TradingError(2, "Unsupported API call.", text, (name,))


def unreadable(reason: str) -> TradingError:
    return TradingError(5, "XML Parse error.", f'XML Error Text: "{reason}".', (reason,))


def no_token() -> TradingError:
    text = "No XML <RequestPassword> or <RequestToken> was found in XML Request."
    return TradingError(930, "No Password and no token", text)


def invalid_auth_token() -> TradingError:
    text = "Validation of the authentication token in API request failed."
    return TradingError(931, "Auth token is invalid.", text)


def expired_auth_token() -> TradingError:
    text = "User needs to generate a new token for the application"
    return TradingError(932, "Auth token is hard expired.", text)


def invalid_iaf_token() -> TradingError:
    return TradingError(21916984, "Invalid IAF token.", "IAF token supplied is invalid. ")


def expired_iaf_token() -> TradingError:
    return TradingError(21917053, "Expired IAF token.", "IAF token supplied is expired. ")


def limit_reached() -> TradingError:
    text = "Your application has exceeded usage limit on this call, please make call to Developer Analytics API"
    return TradingError(518, "Call usage limit has been reached.", f"{text} to check your call usage.")


def internal_error() -> TradingError:
    text = "Internal error to the application."
    return TradingError(10007, text, text, ("Web Service framework internal error.",), system=True)


def invalid_site() -> TradingError:
    return TradingError(26, "Invalid site ID.", "The site ID you have entered is invalid.")


def invalid_header(name: str) -> TradingError:
    text = f'Invalid value for header "{name}".'
    return TradingError(10012, text, text, (name,))


def item_not_found(item_id: str) -> TradingError:
    text = f'Item "{item_id}" is invalid, not activated, or no longer in our database.'
    return TradingError(17, "Item cannot be accessed.", text, (item_id,))
