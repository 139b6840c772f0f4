"""HTML that eBay sends, as plain words: for lists, searches and exports. What was sent stays in the payload."""

READ = 100_000
"""So many characters are read of a text."""
PATTERNS = (*(f"<{tag}[^>]*?>.*?</{tag}>" for tag in ("style", "script", "title")), "</?[a-z!][^<>]*>")
"""What is not seen; one for each tag, as Postgres takes the longest match of alternatives."""
ENTITIES = {"&nbsp;": " ", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "''", "&pound;": "£", "&euro;": "€"}


def plain(text: str) -> str:
    """SQL for the words of `text`, which is SQL too, in one line."""
    sql = f"left({text}, {READ})"
    for pattern in PATTERNS:
        sql = f"regexp_replace({sql}, '{pattern}', ' ', 'gi')"
    for entity, character in (*ENTITIES.items(), ("&amp;", "&")):
        sql = f"replace({sql}, '{entity}', '{character}')"
    return rf"btrim(regexp_replace({sql}, '\s+', ' ', 'g'))"
