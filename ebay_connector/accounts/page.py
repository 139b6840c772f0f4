"""The page a browser sees when eBay sent it back and nothing was connected: why, and what to do next."""

from dataclasses import dataclass
from html import escape
from string import Template

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from ebay_connector.errors import ProblemError

PAGE = Template("""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>$title · eBay Connector</title>
<style>
:root {
  color-scheme: light dark;
  --canvas: light-dark(oklch(0.974 0.004 200), oklch(0.178 0.01 225));
  --raised: light-dark(oklch(1 0 0), oklch(0.245 0.012 225));
  --line: light-dark(oklch(0.912 0.007 205), oklch(0.288 0.013 225));
  --ink: light-dark(oklch(0.265 0.02 225), oklch(0.925 0.006 210));
  --muted: light-dark(oklch(0.5 0.02 220), oklch(0.715 0.014 215));
  --accent: light-dark(oklch(0.445 0.078 200), oklch(0.745 0.085 195));
  --accent-ink: light-dark(oklch(0.99 0.005 200), oklch(0.19 0.03 210));
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; padding: 14vh 1rem 2rem; background: var(--canvas); color: var(--ink);
  font: 0.875rem/1.45 -apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Inter, Roboto,
    Cantarell, "Helvetica Neue", "Liberation Sans", Arial, sans-serif;
}
main { max-width: 30rem; margin: 0 auto; }
.product { display: flex; align-items: center; gap: 0.5rem; margin: 0 0 0.75rem; font-weight: 600; }
section { padding: 1.25rem; background: var(--raised); border: 1px solid var(--line); border-radius: 8px; }
h1 { margin: 0; font-size: 1.0625rem; line-height: 1.4; }
h2 { margin: 1.125rem 0 0; font-size: 0.8125rem; color: var(--muted); }
p { margin: 0.375rem 0 0; overflow-wrap: anywhere; }
a { color: var(--accent); }
nav { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1rem; margin-top: 1.25rem; }
.main { padding: 0.4rem 0.75rem; border-radius: 5px; background: var(--accent); color: var(--accent-ink);
  font-weight: 500; text-decoration: none; }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
</style>
</head>
<body>
<main>
<p class="product">
<svg viewBox="0 0 20 20" width="22" height="22" fill="none" aria-hidden="true">
<rect width="20" height="20" rx="5" fill="#0f5e63"/>
<path d="M5 6.5h6.5a3.5 3.5 0 0 1 0 7H8.5" stroke="#fff" stroke-width="1.8" stroke-linecap="round"/>
<path d="M5 13.5h.01M5 10h4" stroke="#8fd6d0" stroke-width="1.8" stroke-linecap="round"/>
</svg>
eBay Connector
</p>
<section>
<h1>$title</h1>
<p role="alert">$sentence</p>
<h2>What to do next</h2>
<p>$advice</p>
<nav>$links</nav>
</section>
</main>
</body>
</html>
""")


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do next, and where: the first link is the main one."""

    text: str
    links: tuple[tuple[str, str], ...] = (("/accounts", "Back to the accounts"),)
    title: str = "Nothing was connected"


START_AGAIN = Advice("Go back to the accounts and start again; eBay opens as before.")
ADVICE = {
    "consent_declined": Advice(
        "To connect, start again and agree on eBay's page. Choose fewer streams before you do, "
        "and eBay asks for fewer permissions."
    ),
    "grant_declined": Advice(
        "What was granted before is still read. To grant the rest, press Grant again and agree on eBay's page.",
        links=(("/sync", "Back to Sync"), ("/accounts", "Accounts")),
        title="Nothing was changed",
    ),
    "consent_failed": Advice(
        "If eBay says that a permission (scope) is invalid, this keyset has no access to it: start again and choose "
        "fewer streams. If it stays so, compare the RuName and the keyset with eBay's developer portal."
    ),
    "other_seller": Advice(
        "Your browser is still signed in at eBay as the other seller. Sign out there, then reconnect here and sign in "
        "as the right one.",
        title="That was another seller",
    ),
    "not_signed_in": Advice(
        "Sign in here with the user who began, in this browser; then start the connection again.",
        links=(("/sign-in?next=/accounts", "Sign in"), ("/accounts", "Back to the accounts")),
    ),
    "other_user": Advice("Sign in here as the user who began, or start the connection again as yourself."),
    "forbidden": Advice("Ask an administrator for the role of an operator, or to connect the seller for you."),
    "ebay_unavailable": Advice("Wait a minute and start again. If it stays so, look at eBay's system status."),
    "being_erased": Advice("Wait until the account is gone from the list, then connect the seller again."),
}


def failure(request: Request, problem: ProblemError) -> Response:
    """The page for a browser; programs get the problem itself."""
    if "text/html" not in request.headers.get("Accept", ""):
        raise problem
    advice = ADVICE.get(problem.code, START_AGAIN)
    page = PAGE.substitute(
        title=escape(advice.title),
        sentence=escape(problem.detail),
        advice=escape(advice.text),
        links="\n".join(_link(number, *link) for number, link in enumerate(advice.links)),
    )
    return HTMLResponse(page, problem.status)


def _link(number: int, address: str, words: str) -> str:
    look = ' class="main"' if number == 0 else ""
    return f'<a{look} href="{escape(address)}">{escape(words)}</a>'
