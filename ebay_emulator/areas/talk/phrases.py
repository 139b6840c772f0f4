"""What is asked and what is answered, in pairs, by topic. Words in braces are filled in."""

Pair = tuple[str, str]

GOODS: tuple[Pair, ...] = (
    ("is this still available? I would need {count} of them.", "yes, it is available, and {count} are no problem."),
    ("could you tell me the exact measurements? The description gives only one of them.",
     "thank you for your interest. I have just measured it again and added the numbers to the description."),
    ("would you combine shipping if I take two of your other listings as well?",
     "yes, we combine shipping. Put everything into your cart and ask for the total before you pay."),
    ("I am interested in this one. Is the color as in the first picture or more like in the third?",
     "the first picture shows it best, it was taken in daylight."),
    ("how soon could it be here if I order today? It is meant as a present for the {day}th.",
     "orders placed before 2 pm leave the same day; most are there within three to five days."),
    ("does this come in its original box? I would like to give it away.",
     "it does, and the box is in good shape. I can leave out the invoice as well."),
    ("would you consider selling {count} together at a better price?",
     "I am afraid I cannot go lower on this one, but two or more travel for one shipping charge."),
    ("what is it made of exactly?\n\nI had one that rusted after a single winter, so I want to be sure this time.",
     "good question! I had to look it up: it is made for outdoors and will not rust if you oil it once a year."),
)  # fmt: skip
PARTS: tuple[Pair, ...] = (
    ("will this fit a 2017 with the smaller engine? The fitment table is not clear to me.",
     "it fits both engines of that year. If you send me your VIN I can check it for you."),
    ("can you confirm that this replaces the part ending in {count}7{day}? My mechanic asks for the number.",
     "yes, that is the older number of the same part."),
    ("are the bolts and clips included or do I need to get them separately?",
     "all the hardware in the pictures is included, new."),
    ("is that for one side or for both?", "it is the pair, left and right."),
    ("do you need my VIN to check the fit before I order?", "please do send it, that saves both of us a return."),
)  # fmt: skip
BOOKS: tuple[Pair, ...] = (
    ("is there any writing or foxing on the pages? A picture of the title page would be great.",
     "a little foxing on the first leaves, no writing. I have added a picture of the title page."),
    ("which printing is it, and is the dust jacket complete?",
     "second printing of the first edition. The jacket is complete, with a small tear at the foot."),
    ("is the binding still tight? It is for reading, not for the shelf.", "tight and square, it will take reading."),
    ("does it have all {count} plates? My old copy lacks two of them.", "I have counted them: all {count} are there."),
    ("could you check whether there is a name on the flyleaf? My grandmother's copy was sold at a fair years ago.",
     "there is one in pencil, I have sent you a picture of it. What a story!"),
)  # fmt: skip
ABOUT: dict[str, tuple[Pair, ...]] = {
    "when_ship": (
        ("I have just paid. When do you think it will ship?",
         "thank you for your order! We ship within two working days, usually faster."),
        ("any chance this could go out today? I am away from {day} on.",
         "it is packed already and goes out with the next pick-up."),
        ("payment is done, please let me know once the package is on its way.",
         "thank you! You get the tracking number as soon as the label is printed."),
        ("the order still says it has not shipped. Is everything all right?",
         "everything is fine, the carrier simply comes later today."),
    ),
    "where_is": (
        ("my order {order} should have been here by now, but tracking has not moved for days. Can you look into it?",
         "sorry for the wait. I have asked the carrier about {tracking} and will write as soon as I know more."),
        ("tracking says delivered, but there is nothing in the mailbox and my neighbors have not seen it either.",
         "sometimes a parcel is scanned before it is there. Please give it until the end of the week; if it has not"
         " turned up by then, I will send another one or refund you, as you like."),
        ("do you know where the package is? The last scan is {count} days old.",
         "I have looked it up: {tracking} is at your local office and should be delivered tomorrow."),
        ("still waiting for this one. Should I be worried?",
         "not yet: {tracking} was held up on the way, but it is moving again."),
    ),
    "damaged": (
        ("the package came today, but the corner is crushed and the item has a crack. See the pictures.",
         "I am very sorry! Please keep the packaging for now, I will file a claim. Would you like a replacement or"
         " your money back?"),
        ("unfortunately it arrived damaged :( The box itself was fine, I think the padding was too thin.",
         "that should not have happened. I can refund a part of the price right away, or all of it on return."),
        ("one of them has a dent, the others are fine. What do you suggest?",
         "thank you for the pictures. A replacement leaves tomorrow, you need not send anything back."),
        ("it works, but the finish is scratched along one side. Could you offer a partial refund?",
         "of course. Would a fifth of the price be fair? Then I will send it today."),
    ),
    "wrong": (
        ("I got a different one than I ordered. It should be the one from the first picture.",
         "my mistake, I mixed up two orders. The right one ships today, and I will send you a label for the other."),
        ("I think something is missing in the package. Did a part of it ship separately?",
         "yes, the rest travels in a second package and should be there within days."),
        ("this is not what the title says. I would like to send it back, how do we go about it?",
         "please open a return in your purchases, then the label is free for you."),
    ),
    "thanks": (
        ("just wanted to say that it arrived safe and sound. Lovely, exactly as described!",
         "that is good to hear, thank you!"),
        ("got it today, that was fast! I have left you feedback.", "thank you for the kind words and the feedback 😊"),
        ("it is perfect, thank you so much. 5 stars ⭐⭐⭐⭐⭐", "enjoy it!"),
        ("arrived well packed. My wife is delighted, she has been looking for one for years.",
         "that makes my day, thank you for telling me!"),
    ),
    "change": (
        ("could you please leave out the invoice? It is a gift.", "no problem, I have made a note on the order."),
        ("I noticed that my old address is still on the order. Can you send it to the one I have now as default?",
         "I am sorry, eBay does not let me change that after payment. I can cancel it so that you can order anew."),
        ("is it possible to change the color? I clicked the wrong one.", "sure, consider it done."),
        ("I have ordered a second item just now. Could you put both into one package?",
         "gladly, and I will refund the second shipping charge."),
    ),
    "invoice": (
        ("could I have an invoice with the order number {order} on it, please? It is for my company.",
         "of course, please find it attached."),
        ("I need a receipt for my insurance, can you send one?",
         "here you are. Let me know if anything needs to be changed."),
    ),
}  # fmt: skip
LATER: tuple[Pair, ...] = (
    ("I bought this from you a while ago and am very happy with it. Do you have more of them?",
     "thank you! Yes, a few are left, the listing is still the same."),
    ("me again! I would like to order another one, could you make it the same price as last time?",
     "welcome back! I have sent you an offer with the old price."),
    ("quick question about the one I got from you: how do I clean it best?",
     "a soft brush and lukewarm water will do. No soap, please."),
    ("do you happen to know when you will have this in stock again?",
     "we expect more next month. Watch the listing and eBay will tell you."),
)  # fmt: skip
_KIND = ("great, thank you!", "perfect, thanks for the quick reply.", "👍", "that was quick, thank you.")
_WAITING = ("ok, I will wait then.", "all good now, it has turned up!", "it came this morning. Sorry for the fuss!")
_COMPLAINING = (
    "that would be nice. Thanks for sorting this out.",
    "thanks for getting back to me. I'd rather have it refunded, if that is all right with you.",
    "ok, let us do that.",
)
LAST_WORDS: dict[str, tuple[str, ...]] = {
    "where_is": _KIND + _WAITING * 2,
    "damaged": _KIND[:1] + _COMPLAINING,
    "wrong": _KIND[:1] + _COMPLAINING,
}
KIND_WORDS = _KIND
STRANGERS = ("I see that you sold one of these lately.", "saw this in your sold listings.", "")
