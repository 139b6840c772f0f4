"""What eBay sends as HTML stands in lists as plain words; what only looks like it stays as it is."""

import pytest

from ebay_connector.db.pool import Database
from ebay_connector.streams.html import plain, without_heading


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Is it still there?\n\nThanks", "Is it still there? Thanks"),
        ("<p>Dear <b>Ada</b>,</p><p>it is&nbsp;sold.<br/>Bye</p>", "Dear Ada, it is sold. Bye"),
        ("<style>p { color: red }</style>Hello<STYLE type=a>b {}</STYLE> you", "Hello you"),
        ("<!DOCTYPE html><head><title>eBay</title></head><body class='a'>Sent</body>", "Sent"),
        ("a < 5 and b > 3, I <3 it", "a < 5 and b > 3, I <3 it"),
        ("<p>We&#x27;ve sent it&zwnj;&nbsp;&zwnj;&nbsp;</p>", "We've sent it"),
        ('<div style="display:none;max-height:0">Preview&zwnj;</div><div>Hello <span>you</span></div>', "Hello you"),
        ("<SPAN class=a style='display: none'>Preview</SPAN><div>Hello</div>", "Hello"),
        ("<div style='display:block'>Hello</div><div>you</div>", "Hello you"),
        ("5 &lt; 6 &amp;lt; &quot;7&quot; it&#39;s £1 &pound;2", '5 < 6 &lt; "7" it\'s £1 £2'),
    ],
)
async def test_html_as_words(database: Database, html: str, text: str) -> None:
    async with database.transaction() as connection:
        cursor = await connection.execute(f"SELECT {plain('%s::text')}", (html,))
        assert await cursor.fetchone() == (text,)


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("It is sold. Ship it.", "It is sold.", "Ship it."),
        ("Ship it: it is sold.", "it is sold.", "Ship it: it is sold."),
        ("It is sold.", None, "It is sold."),
        (None, "It is sold.", None),
    ],
)
async def test_a_text_without_its_heading(
    database: Database, text: str | None, heading: str | None, rest: str | None
) -> None:
    async with database.transaction() as connection:
        statement = f"SELECT {without_heading('%s::text', '%s::text')}"
        cursor = await connection.execute(statement, (text, heading))
        assert await cursor.fetchone() == (rest,)
