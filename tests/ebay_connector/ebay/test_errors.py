"""The error tree: what each error tells its catcher to do."""

import pytest

from ebay_connector.ebay import errors
from ebay_connector.ebay.errors import Action, EbayError, ErrorDetail


@pytest.mark.parametrize(
    ("kind", "action"),
    [
        (errors.TransientError, Action.RETRY),
        (errors.UnreachableError, Action.RETRY),
        (errors.ServerFaultError, Action.RETRY),
        (errors.RateLimitedError, Action.RETRY),
        (errors.ReconnectNeededError, Action.RECONNECT),
        (errors.AccessTokenRejectedError, Action.STOP),
        (errors.ScopeMissingError, Action.GRANT_SCOPE),
        (errors.WrongHostError, Action.STOP),
        (errors.NotFoundError, Action.SKIP_RECORD),
        (errors.RequestRefusedError, Action.STOP),
        (errors.UnexpectedAnswerError, Action.STOP),
        (errors.ConfigurationError, Action.STOP),
    ],
)
def test_every_error_says_what_to_do(kind: type[EbayError], action: Action) -> None:
    assert kind("It failed.").action is action


def test_an_error_is_a_sentence_with_what_ebay_said() -> None:
    details = (ErrorDetail(30800, "Invalid filter"), ErrorDetail(30810, "Invalid date"))
    error = EbayError("It failed.", status=400, errors=details, request_id="abc", retry_after=3.0)
    assert str(error) == error.sentence == "It failed."
    assert (error.status, error.request_id, error.retry_after) == (400, "abc", 3.0)
    assert error.error_ids == {30800, 30810}
