"""The offers of an inventory as they are often read: SKU by SKU, each request after the answer to the last."""

import http.client
import json
import sys
import time
from urllib.parse import quote, urlsplit

NO_OFFER = 404


def main() -> None:
    """Spec: base, token, skus. It only reads; nothing is written."""
    spec = json.load(sys.stdin)
    address = urlsplit(spec["base"])
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=60)
    headers = {"Authorization": f"Bearer {spec['token']}", "X-EBAY-C-MARKETPLACE-ID": "EBAY_US"}
    offers, started = 0, time.perf_counter()
    for sku in spec["skus"]:
        connection.request("GET", f"/sell/inventory/v1/offer?sku={quote(sku, safe='')}", headers=headers)
        answer = connection.getresponse()
        body = json.loads(answer.read())
        if answer.status not in (200, NO_OFFER):
            raise SystemExit(f"eBay answered {answer.status}: {body}")
        offers += len(body.get("offers", []))
    print(json.dumps({"seconds": time.perf_counter() - started, "offers": offers}))


if __name__ == "__main__":
    main()
