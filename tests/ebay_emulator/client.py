"""A small client of the local eBay whose every answer is held against eBay's contracts."""

import base64
import http.client
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from ebay_emulator.testing import EmulatorProcess
from tests.ebay_emulator import contract_schemas

Json = dict[str, Any]

SCOPE = "https://api.ebay.com/oauth/api_scope"
KEYSET = ("EmulatorDemo-App-1", "EmulatorDemo-Cert-1")
RUNAME = "EmulatorDemo-RuName-1"
ORDERS = "/sell/fulfillment/v1/order"
TOKEN = "/identity/v1/oauth2/token"
CHECKED_ORDERS = 6
_LISTS = ("orders", "transactions", "payouts", "billingActivities", "inventoryItems", "offers")
USER = "/commerce/identity/v1/user/"


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def error_id(self) -> int:
        return int(self.json["errors"][0]["errorId"])

    @property
    def order_ids(self) -> list[str]:
        return [order["orderId"] for order in self.json["orders"]]


class Ebay:
    """Calls a running emulator. Header names of answers are in lower case."""

    def __init__(self, process: EmulatorProcess) -> None:
        self.process = process
        self.control = process.control

    def send(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, body: str = "", check: bool = True
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.process.port, timeout=20)
        try:
            connection.request(method, path, body or None, headers or {})
            response = connection.getresponse()
            answer = Answer(
                response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
            )
        finally:
            connection.close()
        if check:
            _hold_against_contract(method, path, answer)
        return answer

    def tokens(self, seller: str, scopes: list[str] | None = None, **wish: Any) -> Json:
        tokens: Json = self.control("tokens", {"seller": seller, "scopes": scopes, **wish})
        return tokens

    def get(self, path: str, token: str, *, check: bool = True, **query: Any) -> Answer:
        if query:
            path = f"{path}?{urlencode(query)}"
        return self.send("GET", path, headers={"Authorization": f"Bearer {token}"}, check=check)

    def post(self, path: str, token: str, payload: object) -> Answer:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        return self.send("POST", path, headers=headers, body=json.dumps(payload))

    def grant(self, path: str = TOKEN, keyset: tuple[str, str] = KEYSET, **form: Any) -> Answer:
        """POST a form to the token endpoint."""
        basic = base64.b64encode(":".join(keyset).encode()).decode()
        headers = {"Authorization": f"Basic {basic}", "Content-Type": "application/x-www-form-urlencoded"}
        return self.send("POST", path, headers=headers, body=urlencode(form))

    def authorize_path(self, scopes: list[str], **changed: str) -> str:
        asked = {"client_id": KEYSET[0], "redirect_uri": RUNAME, "response_type": "code", "state": "s1"} | changed
        scope = " ".join(f"{SCOPE}/{name}" if name else SCOPE for name in scopes)
        return f"/oauth2/authorize?{urlencode(asked | {'scope': scope}, quote_via=quote)}"

    def decide(self, path: str, username: str, decision: str = "agree") -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        form = urlencode({"username": username, "decision": decision})
        return self.send("POST", path, headers=headers, body=form)

    def truth(self, seller: str, view: str = "single") -> dict[str, Json]:
        lines = self.process.truth_lines(seller, f"&view={view}")
        return {order["orderId"]: order for order in map(json.loads, lines)}

    def change(self, seller: str, *changes: Json) -> list[str]:
        ids: list[str] = self.control("orders", {"seller": seller, "changes": list(changes)})["order_ids"]
        return ids

    def now(self) -> str:
        return str(self.control("clock", {})["now"])


def _hold_against_contract(method: str, path: str, answer: Answer) -> None:
    """An empty answer has nothing to hold; what is no operation of a contract neither."""
    plain = urlsplit(path).path
    for host in ("api", "apiz"):
        plain = plain.removeprefix(f"/_host/{host}")
    if not contract_schemas.available() or not answer.body:
        return
    operation = contract_schemas.find(method, plain)
    if operation is not None:
        assert contract_schemas.problems(operation, answer.status, _shortened(answer.json)) == []


def _shortened(payload: Any) -> Any:
    """Of a long page a few records only, as validating one takes milliseconds."""
    name = next((name for name in _LISTS if isinstance(payload, dict) and name in payload), None)
    if name is None or len(payload[name]) <= CHECKED_ORDERS:
        return payload
    step = len(payload[name]) // CHECKED_ORDERS
    return payload | {name: payload[name][::step][:CHECKED_ORDERS]}
