"""Message API: conversations of the seller with other members and with eBay, and their messages."""

from ebay_emulator.grants import BASE
from ebay_emulator.reply import Route
from ebay_emulator.services.message.reading import PATH, get_conversation, get_conversations
from ebay_emulator.services.message.sending import send_message
from ebay_emulator.services.message.updating import bulk_update_conversation, update_conversation

_SCOPES = frozenset({f"{BASE}/commerce.message"})
_ROOT = "/commerce/message/v1"

ROUTES = (
    Route("GET", "api", PATH, get_conversations, _SCOPES),
    Route("GET", "api", PATH + "/{conversation_id}", get_conversation, _SCOPES),
    Route("POST", "api", _ROOT + "/send_message", send_message, _SCOPES),
    Route("POST", "api", _ROOT + "/update_conversation", update_conversation, _SCOPES),
    Route("POST", "api", _ROOT + "/bulk_update_conversation", bulk_update_conversation, _SCOPES),
)
