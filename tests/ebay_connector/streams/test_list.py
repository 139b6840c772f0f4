"""What the list of streams says of them together: which need others, and what these need."""

from ebay_connector.streams import STREAMS, parent_of, scopes_of, with_followed


def test_streams_come_with_those_that_they_follow() -> None:
    assert with_followed(["messages", "payouts"]) == ["payouts", "conversations", "messages"]
    assert with_followed(["orders"]) == ["orders"]
    assert with_followed(["of another version"]) == []
    for stream in STREAMS:
        assert set(with_followed([stream.name])) == {stream.name, parent_of(stream).name}


def test_a_stream_needs_what_it_and_what_it_follows_must_be_granted() -> None:
    for stream in STREAMS:
        assert scopes_of(stream) == {stream.scope, parent_of(stream).scope} - {""}
