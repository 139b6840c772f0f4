"""Messages: conversations with buyers and with eBay."""

from datetime import timedelta

from ebay_connector.streams.fields import boolean, integer, text, timestamp
from ebay_connector.streams.html import plain, without_heading
from ebay_connector.streams.record import Record
from ebay_connector.streams.source import Offset, Rest
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Events, Following, Whole

PATH = "/commerce/message/v1/conversation"
BODY = without_heading(plain("{json}->>'messageBody'"), "{json}->>'subject'")
TYPES = ("FROM_MEMBERS", "FROM_EBAY")


class Conversation(Record, table="conversations"):
    """One conversation. Key: conversation_id. Source: Message getConversations."""

    conversation_id = text("conversationId", key=True, search="id")
    created_at = timestamp("createdDate", index=True)
    latest_message_at = timestamp("latestMessage.createdDate")
    conversation_title = text("conversationTitle", search="words", title="Title")
    conversation_type = text("conversationType", choices=TYPES, title="Type")
    conversation_status = text("conversationStatus", title="Status")
    unread_count = integer("unreadCount", title="Unread")
    reference_type = text("referenceType", default=False)
    reference_id = text("referenceId", search="id", refers="listings", title="About")
    latest_sender = text("latestMessage.senderUsername", search="id", title="Last from")


class Message(Record, table="messages"):
    """One message. Key: conversation_id, message_id. Source: Message getConversation."""

    conversation_id = text("conversationId", key=True, search="id", refers="conversations")
    message_id = text("messageId", key=True, search="id", default=False)
    created_at = timestamp("createdDate", index=True)
    sender_username = text("senderUsername", search="id", refers="orders.buyer_username", title="From")
    recipient_username = text("recipientUsername", search="id", title="To")
    subject = text("subject", search="words")
    message_body = text("messageBody", expression=f"left({BODY}, 2000)", search="words", title="Text")
    read_status = boolean("readStatus", title="Read")


conversations = Stream(
    name="conversations",
    title="Conversations",
    topic="Buyers",
    description="Conversations with buyers and with eBay, with the newest message of each.",
    record=Conversation,
    scope="commerce.message",
    source=Rest(
        PATH,
        items="conversations",
        page=Offset(50),
        query=(("conversation_type", "{variant}"), ("conversation_status", "{state}")),
        variants=(*TYPES, *(f"{kind}:DELETED" for kind in TYPES)),
    ),
    window=Whole(
        events=Events(
            Rest(
                PATH,
                items="conversations",
                page=Offset(50),
                query=(("conversation_type", "FROM_MEMBERS"),),
                dates=("start_time", "end_time"),
            ),
            changes="sent",
            overlap=timedelta(minutes=5),
            slice=timedelta(days=30),
            reach=timedelta(days=90),
            every=timedelta(hours=12),  # eBay's own messages, and what was read, archived or deleted
        )
    ),
    default_sort="-created_at",
    every_minutes=90,
)
messages = Stream(
    name="messages",
    title="Messages",
    topic="Buyers",
    description="Every message of every conversation.",
    record=Message,
    scope="commerce.message",
    source=Rest(
        PATH + "/{conversation_id}",
        items="messages",
        page=Offset(50),
        query=(("conversation_type", "{conversation_type}"),),
        added=(("conversationId", "{conversation_id}"),),
    ),
    window=Following("conversations", whole=timedelta(days=30), named=("conversation_type",)),
    default_sort="-created_at",
    every_minutes=90,
)
