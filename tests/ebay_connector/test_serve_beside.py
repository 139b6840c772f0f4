"""Two `ebay-connector serve` on one DATA_DIR: allowed, and told."""

from ebay_connector.db.processes import wait_until
from tests.support.command import Command, quick_folder

SECONDS = 30
BESIDE = "Another eBay Connector runs on this DATA_DIR"


def test_a_start_beside_another_on_the_same_folder_says_so() -> None:
    with quick_folder() as folder, Command(folder, "serve") as first:
        first.until_ready()
        with Command(folder, "serve") as second:
            second.until_ready()
            assert wait_until(lambda: BESIDE in second.err, SECONDS)
            assert first.stop() == 0
            with Command(folder, "serve") as third:
                third.until_ready()
                assert wait_until(lambda: BESIDE in third.err, SECONDS)
                assert third.stop() == 0
            assert second.stop() == 0
        second.assert_nothing_left()
        assert BESIDE not in first.err
