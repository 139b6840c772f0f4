"""Errors of the Feedback API. Some read differently of a query than of a body."""

from ebay_emulator.errors import EbayError, rest

_DOMAIN = "API_FEEDBACK"
_TEXTS = {
    501000: "User Id request parameter is required or is invalid.",
    501001: "Feedback type request parameter is required or invalid. Must be FEEDBACK_RECEIVED or FEEDBACK_SENT.",
    501002: "Unsupported request parameter combination.",
    501003: "Listing id {} is invalid.",
    501004: "Transaction id value is invalid.",
    501005: "Comment text value is invalid.",
    501006: "Comment type value is invalid.",
    501008: "Feedback already left for this listing.",
    501011: "Feedback provider is not eligible to leave feedback.",
    501013: "Comment text is too long, maximum length is 500 characters.",
    501014: "Comment text value is invalid.",
    501015: "Comment text contains profanity.",
    501017: "Seller ratings type is not supported for this provider role.",
    501020: "Seller cannot leave negative or neutral feedback.",
    501022: "Rating type request parameter is invalid.",
    501023: "Feedback rating summary user not found.",
    501024: "Input sort value is invalid.",
    501025: "Input user role value is invalid.",
    501026: "Feedback ID request parameter is required or is invalid.",
    501027: "Response type request parameter is required or is invalid. Must be REPLY or FOLLOW_UP.",
    501028: "Response text request parameter is required.",
    501029: "Recipient user ID request parameter is required.",
    501031: "Reply not allowed for automated feedback.",
    501032: "Reply already left for feedback.",
    501033: "Follow up comment already left for feedback.",
    501034: "Only 5 images can be attached to a feedback.",
    501035: "Invalid sort type value. Must be RELEVANCE or TIME.",
    501036: "Invalid overall rating value. Must be POSITIVE, NEUTRAL, or NEGATIVE.",
    501037: "Invalid period value. Must be 30, 60, or 365.",
    501038: "Invalid topics value. Must be from the allowed topics list.",
    501039: "Feedback not found for the given request parameters.",
}
_CATEGORIES = {403: "BUSINESS", 404: "APPLICATION", 409: "BUSINESS"}


def refused(error_id: int, status: int = 400, of: str = "request parameter") -> EbayError:
    text = _TEXTS[error_id].format(of)
    return EbayError(rest(status, error_id, _DOMAIN, text, category=_CATEGORIES.get(status, "REQUEST")))


def invalid_request() -> EbayError:
    """Of what eBay names no error of its own for: a page of no valid size, a body that is no JSON."""
    long_message = "The request has errors. For help, see the documentation for this API."
    return EbayError(rest(400, 2004, "ACCESS", "Invalid request", long_message=long_message))
