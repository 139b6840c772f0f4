"""What the streams are about: how people find them when they choose."""

from ebay_connector.streams.stream import Stream

OTHER = "Other"
TOPICS = {
    "Orders and shipping": ("orders", "fulfillments", "purchases"),
    "Money": ("transactions", "payouts", "funds"),
    "Claims and returns": ("disputes", "returns", "cancellations", "inquiries", "cases"),
    "Talk with buyers": ("conversations", "messages", "feedback", "best_offers"),
    "Inventory and listings": ("inventory", "offers", "locations", "listings"),
    "Account": ("fulfillment_policies", "payment_policies", "return_policies", "privileges"),
}


def topic_of(stream: Stream) -> str:
    return next((topic for topic, names in TOPICS.items() if stream.name in names), OTHER)
