"""Errors of the Message API. Parameters of a query and fields of a body have names of their own in the texts."""

from ebay_emulator.errors import EbayError, rest

_DOMAIN = "API_MESSAGE"
_STATUS = "Invalid {} value. Please see documentation for valid values."
_OFFSET = (
    "Invalid offset. The offset value must be a positive integer value and synchronized up with the limit value."
    " If the limit value is 20, value offset values would be 0, 20, 40, etc."
)
_TEXTS = {
    355001: _STATUS,
    355002: _STATUS,
    355003: _STATUS,
    355004: "The start_time must be an earlier date than end_time.",
    355005: "Invalid date format used for one or both date filters. Please use ISO 8601 dates with UTC offset.",
    355006: "Invalid or unrecognized {} value.",
    355007: "Invalid or unrecognized conversation_id value.",
    355008: _OFFSET,
    355009: "Invalid limit. The limit value must be a positive integer value that does not exceed {}",
    355010: "The maximum amount of media that may be sent is {0}. Please reduce the number of media in the messageMedia"
    " array to {0} and try again.",
    355011: "Invalid mediaType value. Please see documentation for valid values.",
    355012: "All fields under messageMedia are required. Please add missing field(s).",
    355013: "The messageText string exceeds the maximum character threshold of {}. Please modify the message text to"
    " meet this requirement.",
    355014: "Invalid mediaUrl. Please see documentation.",
    355015: "Please pass message text or upload one or more media attachments.",
    355016: "Invalid {0}. The {0} value must be a positive integer value.",
    355017: "The required conversation_type query parameter is either missing or has an invalid value. Please include"
    " this parameter and use a supported value.",
    355018: "conversationId and otherPartyUsername cannot both be empty.",
    355019: "The number of conversations for batch update exceeds the limit. A maximum of {} conversations is allowed"
    " per request.",
    355020: "The referenceId is invalid. No listing can be found for this referenceId.",
    355021: "All fields under reference are required. Please add missing field(s).",
    355022: "The parameter reference_type is required whenever reference_id is provided.",
}


def refused(error_id: int, *values: object) -> EbayError:
    """The error; values take the places left open in its text."""
    return EbayError(rest(400, error_id, _DOMAIN, _TEXTS[error_id].format(*values)))


def unreadable() -> EbayError:
    """Of a body that is no JSON, or not of the right shape."""
    long_message = "The request has errors. For help, see the documentation for this API."
    return EbayError(rest(400, 2004, "ACCESS", "Invalid request", long_message=long_message))
