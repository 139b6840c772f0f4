"""Feedback API: what members say of each other after a sale."""

from ebay_emulator.grants import BASE
from ebay_emulator.reply import Route
from ebay_emulator.services.feedback.asked import ROOT
from ebay_emulator.services.feedback.awaiting import get_items_awaiting_feedback
from ebay_emulator.services.feedback.reading import get_feedback
from ebay_emulator.services.feedback.summary import get_feedback_rating_summary
from ebay_emulator.services.feedback.writing import leave_feedback, respond_to_feedback

_WRITE = frozenset({f"{BASE}/commerce.feedback"})
_SUMMARY = frozenset({f"{BASE}/commerce.feedback.readonly"})
_READ = _WRITE | _SUMMARY

ROUTES = (
    Route("GET", "api", f"{ROOT}/feedback", get_feedback, _READ),
    Route("POST", "api", f"{ROOT}/feedback", leave_feedback, _WRITE),
    Route("GET", "api", f"{ROOT}/feedback_rating_summary", get_feedback_rating_summary, _SUMMARY),
    Route("GET", "api", f"{ROOT}/awaiting_feedback", get_items_awaiting_feedback, _WRITE),
    Route("POST", "api", f"{ROOT}/respond_to_feedback", respond_to_feedback, _WRITE),
)
