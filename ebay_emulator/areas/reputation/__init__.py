"""Feedback: buyers rate what was delivered, sellers thank them, some reply, revise or take it back."""

from ebay_emulator.areas.reputation.area import Reputation
from ebay_emulator.areas.reputation.desk import Desk
from ebay_emulator.areas.reputation.shelf import Facts, FeedbackShelf

__all__ = ["Desk", "Facts", "FeedbackShelf", "Reputation"]
