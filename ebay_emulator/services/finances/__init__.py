"""Finances API: monetary transactions, payouts and funds. Sellers of the EU and UK want every call signed."""

from ebay_emulator.grants import BASE
from ebay_emulator.reply import Route, Service
from ebay_emulator.services.finances import billing, payouts, transactions
from ebay_emulator.signing import signed

SCOPES = frozenset({f"{BASE}/sell.finances"})
_ROOT = "/sell/finances/v1"


def _get(path: str, service: Service) -> Route:
    return Route("GET", "apiz", path, signed(service), SCOPES)


ROUTES = (
    _get(transactions.PATH, transactions.get_transactions),
    _get(f"{_ROOT}/transaction_summary", transactions.get_transaction_summary),
    _get(f"{_ROOT}/transfer/{{transferId}}", transactions.get_transfer),
    _get(payouts.PATH, payouts.get_payouts),
    _get(f"{payouts.PATH}/{{payoutId}}", payouts.get_payout),
    _get(f"{_ROOT}/payout_summary", payouts.get_payout_summary),
    _get(f"{_ROOT}/seller_funds_summary", payouts.get_seller_funds_summary),
    _get(billing.PATH, billing.get_billing_activities),
)
