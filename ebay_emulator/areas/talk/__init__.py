"""Messages: buyers ask before and after a sale, the seller answers, and eBay sends its notices."""

from ebay_emulator.areas.talk.area import Talk
from ebay_emulator.areas.talk.desk import Desk, Letter, Thread
from ebay_emulator.areas.talk.shelves import EBAY, Conversations, Facts, Messages

__all__ = ["EBAY", "Conversations", "Desk", "Facts", "Letter", "Messages", "Talk", "Thread"]
