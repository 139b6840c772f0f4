"""What an address of a website must look like. What is wrong is told without showing any of it."""

from urllib.parse import SplitResult, urlsplit

EXAMPLE = "https://shop.example"
NO_ADDRESS = f"must be an address without a path, such as {EXAMPLE}"


def web_url(text: str) -> str:
    """The address without a slash at its end; ValueError says what is wrong with it."""
    text = text.strip()
    parts = _parts(text)
    if "@" in parts.netloc:
        raise ValueError(f"must be an address without a user and password, such as {EXAMPLE}")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ValueError(NO_ADDRESS)
    if any(each in "?#" or each.isspace() for each in text):
        raise ValueError(NO_ADDRESS)
    if not _has_port(parts):
        raise ValueError("must have a number from 1 to 65535 as its port")
    return text.rstrip("/")


def _parts(text: str) -> SplitResult:
    try:
        return urlsplit(text)
    except ValueError:  # brackets without an address of IPv6
        raise ValueError(NO_ADDRESS) from None


def _has_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0
    except ValueError:
        return False
