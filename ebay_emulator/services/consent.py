"""The consent page: which seller signs in, and what the application asks for."""

from collections.abc import Iterable, Iterator
from html import escape

from ebay_emulator.sellers import Seller

_MEANINGS = {
    "api_scope": "View public data from eBay",
    "sell.fulfillment": "View and manage your order fulfillments",
    "sell.fulfillment.readonly": "View your order fulfillments",
    "sell.finances": "View and manage your payment and order information",
    "sell.payment.dispute": "View and manage disputes and related details",
    "sell.inventory": "View and manage your inventory and offers",
    "sell.inventory.readonly": "View your inventory and offers",
    "sell.account": "View and manage your account settings",
    "sell.account.readonly": "View your account settings",
    "sell.analytics.readonly": "View your selling analytics data, such as performance reports",
    "commerce.identity.readonly": "View a user's basic information, such as username",
    "commerce.message": "View and send messages",
    "commerce.feedback": "View and leave feedback",
    "commerce.notification.subscription": "View and manage your event notification subscriptions",
}
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;background:#f3f4f6;color:#191919;margin:0;padding:4vh 16px}
main{max-width:520px;margin:auto;background:#fff;border-radius:16px;padding:28px 32px;box-shadow:0 1px 4px #0002}
h1{font-size:24px;margin:12px 0 4px}h2{font-size:15px;margin:24px 0 8px}p{margin:4px 0;color:#555}
.mark{font-weight:700;color:#3665f3;letter-spacing:-.02em}
.problem{background:#fdeceb;color:#8c1d18;border-radius:8px;padding:10px 14px}
label{display:flex;gap:12px;align-items:center;border:1px solid #ddd;border-radius:10px;padding:10px 14px;margin:8px 0}
label:has(:checked){border-color:#3665f3;background:#f2f5ff}label small{color:#666;display:block}
ul{padding-left:20px;margin:0}li code{color:#777;font-size:12px;overflow-wrap:anywhere}
.buttons{display:flex;gap:12px;margin-top:28px}
button{flex:1;font:600 16px system-ui,sans-serif;padding:12px;border-radius:24px}
button{border:1px solid #3665f3;cursor:pointer}
button[value=agree]{background:#3665f3;color:#fff}button[value=decline]{background:#fff;color:#3665f3}
"""


def consent_page(sellers: Iterable[Seller], scopes: list[str], query: str, problem: str | None = None) -> bytes:
    choices = "".join(_choice(index, seller) for index, seller in enumerate(sellers))
    if not choices:
        choices = '<p class="problem">There is no seller yet. Seed one, or start with the demo shop.</p>'
    told = f'<p class="problem">{escape(problem)}</p>' if problem else ""
    asked = "".join(f"<li>{escape(text)}<br><code>{escape(scope)}</code></li>" for scope, text in _meanings(scopes))
    return _page(
        "Grant application access",
        f"""<h1>Grant application access</h1>
<p>This application asks for access to your seller account.</p>{told}
<form method="post" action="?{escape(query)}">
<h2>Sign in as</h2>{choices}
<h2>It will be able to</h2><ul>{asked}</ul>
<div class="buttons"><button name="decision" value="decline">Decline</button>
<button name="decision" value="agree">Agree and continue</button></div></form>""",
    )


def error_page(problem: str) -> bytes:
    return _page("Something went wrong", f'<h1>Something went wrong</h1><p class="problem">{escape(problem)}</p>')


def _choice(index: int, seller: Seller) -> str:
    name, checked = escape(seller.username), " checked" if index == 0 else ""
    about = f"{seller.profile.marketplace} · {len(seller.book):,} orders · {seller.user_id}"
    radio = f'<input type="radio" name="username" value="{name}"{checked}>'
    return f"<label>{radio}<span>{name}<small>{escape(about)}</small></span></label>"


def _meanings(scopes: list[str]) -> Iterator[tuple[str, str]]:
    for scope in scopes:
        name = scope.rpartition("/")[2]
        yield scope, _MEANINGS.get(name, f"Use {name}")


def _page(title: str, body: str) -> bytes:
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{title}</title>'
    html = f"<!doctype html><html lang=en><head>{head}<style>{_STYLE}</style></head><body><main>"
    return f'{html}<div class="mark">local eBay</div>{body}</main></body></html>'.encode()
