"""HTML that eBay sends, as plain words: for lists, searches and exports. What was sent stays in the payload."""

READ = 100_000
"""So many characters are read of a text."""
UNSEEN = (
    ("style", ""), ("script", ""), ("title", ""),
    # the words of a preview, which mail programs show beside the subject and not in the message
    ("div", r"\s[^>]*?display:\s*?none"), ("span", r"\s[^>]*?display:\s*?none"),
)  # fmt: skip
"""Tags whose content nobody sees, and what must stand in them for that."""
WITHIN_WORDS = r"</?(a|b|em|font|i|small|span|strong|sub|sup|u)(\s[^<>]*)?>"
TAG = "</?[a-z!][^<>]*>"
WITHOUT_WIDTH = "&(zwnj|zwj|shy|#847|#8203|#8204);"
ENTITIES = {
    "&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "''", "&#x27;": "''", "&rsquo;": "''",
    "&pound;": "£", "&euro;": "€",
}  # fmt: skip


def plain(text: str) -> str:
    """SQL for the words of `text`, which is SQL too, in one line."""
    sql = f"left({text}, {READ})"
    for tag, hiding in UNSEEN:  # one by one, as Postgres takes the longest match of alternatives
        sql = f"regexp_replace({sql}, '<{tag}{hiding}[^>]*?>.*?</{tag}>', ' ', 'gi')"
    for pattern, character in ((WITHIN_WORDS, ""), (TAG, " "), (WITHOUT_WIDTH, "")):
        sql = f"regexp_replace({sql}, '{pattern}', '{character}', 'gi')"
    for entity, character in (*ENTITIES.items(), ("&amp;", "&")):
        sql = f"replace({sql}, '{entity}', '{character}')"
    return rf"btrim(regexp_replace({sql}, '\s+', ' ', 'g'))"


def without_heading(text: str, heading: str) -> str:
    """SQL for `text` without the words of `heading`, SQL too, at its beginning."""
    start = "chr(1)"  # stands in no text, so that the heading is found nowhere else
    return f"btrim(replace({start} || {text}, {start} || coalesce({heading}, ''), ''), {start} || ' ')"
