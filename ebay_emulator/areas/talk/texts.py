"""What buyers and sellers write to each other: openings, sentences and closings, put together by chance."""

from random import Random

_OPENINGS = ("Hi", "Hello", "Hi there", "Good morning", "Good evening", "Hey", "Hello,", "")
_THANKS = ("Thanks!", "Thank you", "Thanks in advance.", "Many thanks 🙂", "Best regards", "Cheers", "", "", "")
_GREETINGS = ("Hi", "Hello", "Dear buyer", "Good morning", "Hi there")
_CLOSINGS = ("Best regards", "Kind regards", "Thank you for your business!", "All the best", "Have a great day")

_GOODS = (
    "is this still available? I would need {count} of them.",
    "could you tell me the exact measurements? The description gives only one of them.",
    "would you combine shipping if I take two of your other listings as well?",
    "I am interested in this one. Is the color as in the first picture or more like in the third?",
    "how soon could it be here if I order today? It is meant as a present for the {day}th.",
    "does this come in its original box? I would like to give it away.",
    "would you consider selling {count} together at a better price?",
    "what is it made of exactly?\n\nI had one that rusted after a single winter, so I want to be sure this time.",
)
_PARTS = (
    "will this fit a 2017 with the smaller engine? The fitment table is not clear to me.",
    "can you confirm that this replaces the part ending in {count}7{day}? My mechanic asks for the number.",
    "are the bolts and clips included or do I need to get them separately?",
    "is that for one side or for both?",
    "do you need my VIN to check the fit before I order?",
)
_BOOKS = (
    "is there any writing or foxing on the pages? A picture of the title page would be great.",
    "which printing is it, and is the dust jacket complete?",
    "is the binding still tight? It is for reading, not for the shelf.",
    "does it have all {count} plates? My old copy lacks two of them.",
    "could you check whether there is a name on the flyleaf? My grandmother's copy was sold at a fair years ago.",
)
_ANSWERS = (
    "yes, it is available and ready to ship.",
    "thank you for your interest. I have just measured it again: it is as stated, give or take a quarter of an inch.",
    "yes, we combine shipping. Put everything into your cart and ask for the total before you pay.",
    "the second picture shows it best, it was taken in daylight.",
    "orders placed before 2 pm leave the same day; most are there within three to five days.",
    "I have added another picture to the listing, so that you can see the detail you asked about.",
    "I am afraid I cannot go lower on this one, but two or more travel for one shipping charge.",
    "good question! I had to look it up: yes, that is right, and it comes with everything you need.",
)

ASKED = {
    "when_ship": (
        "I have just paid. When do you think it will ship?",
        "any chance this could go out today? I am away from {day} on.",
        "payment is done, please let me know once the package is on its way.",
        "the order still says it has not shipped. Is everything all right?",
    ),
    "where_is": (
        "my order {order} should have been here by now, but tracking has not moved for days. Can you look into it?",
        "tracking says delivered, but there is nothing in the mailbox and my neighbors have not seen it either.",
        "do you know where the package is? The last scan is {count} days old.",
        "still waiting for this one. Should I be worried?",
    ),
    "damaged": (
        "the package came today, but the corner is crushed and the item has a crack. See the pictures.",
        "unfortunately it arrived damaged :( The box itself was fine, I think the padding was too thin.",
        "one of them has a dent, the others are fine. What do you suggest?",
        "it works, but the finish is scratched along one side. Could you offer a partial refund?",
    ),
    "wrong": (
        "I got a different one than I ordered. It should be the one from the first picture.",
        "there is only one in the package, but I paid for more. Did the other ship separately?",
        "this is not what the title says. I would like to send it back, how do we go about it?",
    ),
    "thanks": (
        "just wanted to say that it arrived safe and sound. Lovely, exactly as described!",
        "got it today, that was fast! I have left you feedback.",
        "it is perfect, thank you so much. 5 stars ⭐⭐⭐⭐⭐",
        "arrived well packed. My wife is delighted, she has been looking for one for years.",
    ),
    "change": (
        "could you please leave out the invoice? It is a gift.",
        "I noticed that my old address is still on the order. Can you send it to the one I have now as default?",
        "is it possible to change the color? I clicked the wrong one.",
        "I have ordered a second item just now. Could you put both into one package?",
    ),
    "invoice": (
        "could I have an invoice with the order number {order} on it, please? It is for my company.",
        "I need a receipt for my insurance, can you send one?",
    ),
}
REPLIED = {
    "when_ship": (
        "it is packed already and goes out with the next pick-up. You will get the tracking number by then.",
        "thank you for your order! We ship within two working days, usually faster.",
        "everything is fine, the carrier simply comes later today.",
    ),
    "where_is": (
        "sorry for the wait. I have asked {carrier} about {tracking} and will write as soon as I know more.",
        "sometimes scans are skipped on the way. Please give it until the end of the week; if it is not there by then,"
        " I will send another one or refund you, as you like.",
        "I have looked it up: {tracking} is at your local office and should be delivered tomorrow.",
    ),
    "damaged": (
        "I am very sorry! Please keep the packaging for now, I will file a claim. Would you like a replacement or your"
        " money back?",
        "that should not have happened. I can refund a part of the price right away, or all of it on return.",
        "thank you for the pictures. A replacement leaves tomorrow, you need not send anything back.",
    ),
    "wrong": (
        "my mistake, I mixed up two orders. The right one ships today, and I will send you a label for the other.",
        "please open a return in your purchases, then the label is free for you.",
        "the rest travels in a second package and should be there within days.",
    ),
    "thanks": ("that is good to hear, thank you!", "thank you for the kind words and the feedback 😊", "enjoy it!"),
    "change": (
        "no problem, I have made a note on the order.",
        "I am sorry, eBay does not let me change that after payment. I can cancel it so that you can order anew.",
        "sure, consider it done.",
    ),
    "invoice": ("of course, please find it attached.", "here you are. Let me know if anything needs to be changed."),
}
_LAST = (
    "great, thank you!",
    "perfect, thanks for the quick reply.",
    "ok, I will wait then.",
    "that would be nice. Thanks for sorting this out.",
    "all good now, it has turned up!",
    "👍",
    "Thanks for getting back to me. I'd rather have it refunded, if that is all right with you.",
)
_LATER = (
    "I bought this from you a while ago and am very happy with it. Do you have more of them?",
    "me again! I would like to order another one, could you make it the same price as last time?",
    "quick question about the one I got from you: how do I clean it best?",
    "do you happen to know when you will have this in stock again?",
)
_STRANGER = ("I see that you sold one of these lately. Will there be more?", "saw this in your sold listings. ")

_BRITISH = (
    ("shipping charge", "postage charge"), ("combine shipping", "combine postage"), ("shipping", "postage"),
    ("ship separately", "go separately"), ("ships", "goes out"), ("to ship", "to post"), ("will ship", "be posted"),
    ("shipped", "been posted"), ("has not been posted", "has not been posted"), ("color", "colour"),
    ("mailbox", "letterbox"), ("neighbors", "neighbours"), ("package", "parcel"), ("quarter of an inch", "few mm"),
    ("cart", "basket"), ("We ship", "We post"),
)  # fmt: skip
_BOOKISH = ("hardback", "paperback", "edition", "illustrated", "handbook", "cloth", "anthology", "volumes", "map")


def question(rng: Random, title: str, slots: dict[str, str], *, parts: bool) -> str:
    """Of somebody who has not bought it."""
    bookish = any(word in title.lower() for word in _BOOKISH)
    pool = _PARTS if parts else _BOOKS if bookish else _GOODS
    return _from_buyer(rng, rng.choice(pool + _GOODS[:3]), slots)


def strangers_question(rng: Random, title: str, slots: dict[str, str], *, parts: bool) -> str:
    """Of somebody who has seen that it was sold."""
    return f"{rng.choice(_STRANGER)} {question(rng, title, slots, parts=parts)}".replace("  ", " ")


def answer(rng: Random, shop: str, slots: dict[str, str]) -> str:
    return _from_seller(rng, rng.choice(_ANSWERS), shop, slots)


def asked(rng: Random, topic: str, slots: dict[str, str]) -> str:
    return _from_buyer(rng, rng.choice(ASKED[topic]), slots)


def replied(rng: Random, topic: str, shop: str, slots: dict[str, str]) -> str:
    return _from_seller(rng, rng.choice(REPLIED[topic]), shop, slots)


def last_word(rng: Random) -> str:
    return _sentence(rng.choice(_LAST))


def later(rng: Random, slots: dict[str, str]) -> str:
    return _from_buyer(rng, rng.choice(_LATER), slots)


def british(text: str) -> str:
    """As somebody in Britain would put it."""
    for american, word in _BRITISH:
        text = text.replace(american, word)
    return text


def _from_buyer(rng: Random, body: str, slots: dict[str, str]) -> str:
    opening, closing = rng.choice(_OPENINGS), rng.choice(_THANKS)
    return "\n".join(part for part in (_opened(opening, body.format(**slots)), closing) if part)


def _from_seller(rng: Random, body: str, shop: str, slots: dict[str, str]) -> str:
    opened = _opened(rng.choice(_GREETINGS), body.format(**slots)).replace(", ", ",\n\n", 1)
    return f"{opened}\n\n{rng.choice(_CLOSINGS)}\n{shop}" if rng.random() < 0.7 else opened


def _opened(opening: str, body: str) -> str:
    return f"{opening.rstrip(',')}, {body}" if opening else _sentence(body)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
