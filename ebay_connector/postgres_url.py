"""What an address of Postgres must look like. What is wrong is told without showing any of it."""

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

EXAMPLE = "postgresql://user@host:5432/name"
ENCODE = (
    "cannot be read: in its user and password each of @ : / # ? % must be percent-encoded, "
    "such as @ as %40 and / as %2F"
)


def postgres_url(text: str) -> str:
    """The address for libpq, also from SQLAlchemy's `postgresql+driver://`; ValueError says what is wrong with it."""
    scheme, separator, rest = text.strip().partition("://")
    if not separator or scheme.split("+")[0] not in ("postgres", "postgresql"):
        raise ValueError(f"must be an address such as {EXAMPLE}")
    authority, _, tail = rest.partition("/")
    path, _, query = tail.partition("?")
    if authority.count("@") > 1 or "@" in path:
        raise ValueError(ENCODE)
    parts = _parts(f"postgresql://{rest}", query)
    if authority and not parts.keys() & {"host", "hostaddr", "service"}:
        raise ValueError(f"must name a host, such as {EXAMPLE}; a Unix socket's is ?host=/its/folder")
    if not all(_is_port(port) for port in str(parts.get("port", "")).split(",")):
        raise ValueError("must have a number from 1 to 65535 as its port")
    return f"postgresql://{rest}"


def _parts(url: str, query: str) -> dict[str, object]:
    try:
        return dict(conninfo_to_dict(url))
    except ProgrammingError as error:
        if "percent-encoded" in str(error) or "@" in query or not query:
            raise ValueError(ENCODE) from None
        raise ValueError("must have only what libpq knows after its ?, such as sslmode=require") from None


def _is_port(text: str) -> bool:
    return not text or (text.isdecimal() and 1 <= int(text) <= 65535)
