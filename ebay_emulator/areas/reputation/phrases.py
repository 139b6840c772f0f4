"""What buyers and sellers say of each other, and by which words eBay finds the topics of it."""

from random import Random

GOOD = (
    "Great seller, fast shipping, item exactly as described.", "Lovely item, well packed. Thank you!",
    "Arrived quickly and in perfect condition. Highly recommended.", "A+++", "Perfect transaction, would buy again.",
    "Very good quality for the price. Came earlier than expected.", "Exactly what I was looking for 😊",
    "Excellent communication, seller answered all my questions within the hour.",
    "Item arrived safely, securely packaged. The colour is even nicer than in the pictures.",
    "Good value. Fits perfectly. Thanks.", "Smooth transaction. Five stars ⭐⭐⭐⭐⭐", "Fast delivery, great price!",
    "Beautiful! My wife loves it. Great packaging, too.", "As described. Prompt dispatch. Recommended eBayer.",
    "Fantastic item. It looks much better in person than in the photos, sturdy and well made, and it came two days"
    " before the estimate. I will certainly be back for the larger size.",
    "Second time I have bought from this seller and again everything was just right.", "Super, danke! Gerne wieder.",
)  # fmt: skip
SO_SO = (
    "Item OK, but delivery took longer than stated.", "Smaller than it looks in the picture. Otherwise fine.",
    "Packaging could have been better, one corner was dented.", "It is all right for the price, nothing special.",
    "Seller was friendly, but I had to ask twice before it was shipped.",
)  # fmt: skip
BAD = (
    "Arrived broken, poor packaging, and no answer to my messages.", "Not as described. Wrong size was sent.",
    "Waited three weeks, then asked for a refund.", "Poor quality, broke after two days of use.",
    "Seller cancelled nothing and shipped nothing. Avoid.",
)  # fmt: skip
OF_BUYERS = (
    "Great buyer, prompt payment. Thank you!", "Quick payment, a pleasure to deal with. Welcome back any time.",
    "Thank you for your order!", "Ideal buyer. Highly recommended to all sellers.",
    "Fast payment and kind words. Thanks for shopping with us.",
)  # fmt: skip
REPLIES = {
    "POSITIVE": ("Thank you for your kind words!", "So glad that you like it. See you again!"),
    "NEUTRAL": ("Sorry to hear that. We have changed our packaging since.", "Thank you for telling us."),
    "NEGATIVE": ("We are sorry. A replacement was sent on the day we heard of it.",
                 "We refunded this order in full, please see your messages.",
                 "We never got a message about this; please write to us and we will put it right."),
}  # fmt: skip
FOLLOW_UPS = (
    "Update: the seller sent a replacement free of charge. Very fair.", "Refund received in the end.",
    "Still no solution.", "After a month of use still very happy with it.",
)  # fmt: skip
REVISED = (
    "Seller solved the problem at once. Changed my feedback, thank you!", "Replacement came quickly. All good now.",
)  # fmt: skip
AUTOMATED = "Order completed successfully: tracked and on time"
REMOVED = "--"

TOPICS = {
    "shipping": ("shipping", "delivery", "dispatch", "arrived", "came", "shipped"),
    "service": ("seller", "communication", "answer", "questions", "messages"),
    "packaging": ("packed", "packaging", "packaged"),
    "description": ("as described", "looks in the picture", "pictures", "photos"),
    "seller-satisfaction": ("great seller", "recommended", "buy again"),
    "overall-satisfaction": ("perfect", "a+++", "stars", "happy", "smooth transaction"),
    "refund": ("refund",),
    "inventory": ("cancelled",),
    "customer loyalty": ("again", "be back", "second time"),
    "seller-other": ("friendly", "fair"),
    "quality": ("quality", "sturdy", "well made", "broke"),
    "price": ("price", "value"),
    "condition": ("condition", "broken", "dented"),
    "fit": ("fits", "size"),
    "appearance": ("beautiful", "lovely", "colour", "nicer", "looks"),
    "dimensions": ("smaller", "size"),
    "usage": ("of use",),
    "product-satisfaction": ("item", "loves it", "looking for"),
    "product-other": ("nothing special",),
    "extras": ("free of charge",),
}


def comment(rng: Random, kind: str) -> str:
    return rng.choice({"POSITIVE": GOOD, "NEUTRAL": SO_SO}.get(kind, BAD))


def highlights(text: str, topic: str) -> list[str]:
    """The words of a comment that make eBay think of a topic."""
    lower = text.lower()
    return [text[at : at + len(word)] for word in TOPICS[topic] if (at := lower.find(word)) >= 0]
