"""Finances: every movement of money, what was paid out, and what is held."""

from datetime import timedelta

from ebay_connector.streams.fields import integer, money, text, timestamp
from ebay_connector.streams.record import Record, children
from ebay_connector.streams.source import Offset, Rest
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Dated, Moment

SIGN = "CASE {json}->>'bookingEntry' WHEN 'DEBIT' THEN -1 ELSE 1 END"
FEES = (
    "(SELECT jsonb_agg(fee || jsonb_build_object('lineItemId', item->'lineItemId', 'number', i * 1000 + n)) "
    "FROM jsonb_array_elements(payload->'orderLineItems') WITH ORDINALITY AS items(item, i), "
    "jsonb_array_elements(item->'marketplaceFees') WITH ORDINALITY AS fees(fee, n))"
)


class TransactionFee(Record, table="transaction_fees"):
    """One fee on one line item of a transaction. Key: the transaction's and its number within."""

    fee_number = integer("number", key=True, default=False)
    fee_type = text("feeType")
    amount = money("amount", "currency")
    currency = text("amount.currency", default=False)
    line_item_id = text("lineItemId", search="id")
    fee_memo = text("feeMemo", default=False)


class Transaction(Record, table="transactions"):
    """One movement of money. Key: transaction_type, transaction_id. Source: Finances getTransactions.

    Amounts carry their sign: what is taken from the seller is negative.
    """

    transaction_type = text(
        "transactionType",
        key=True,
        choices=(
            "ADJUSTMENT", "CREDIT", "DISPUTE", "LOAN_REPAYMENT", "NON_SALE_CHARGE", "PURCHASE", "REFUND", "SALE",
            "SHIPPING_LABEL", "TRANSFER", "WITHDRAWAL",
        ),
        title="Type",
    )  # fmt: skip
    transaction_id = text("transactionId", key=True, search="id")
    transacted_at = timestamp("transactionDate", index=True, title="Date")
    amount = money("amount", "currency", expression=f"{SIGN} * ({{json}}#>>'{{{{amount,value}}}}')::numeric")
    currency = text("amount.currency", default=False)
    transaction_status = text(
        "transactionStatus",
        choices=("COMPLETED", "FAILED", "FUNDS_AVAILABLE_FOR_PAYOUT", "FUNDS_ON_HOLD", "FUNDS_PROCESSING", "PAYOUT"),
        title="Status",
    )
    booking_entry = text("bookingEntry", choices=("CREDIT", "DEBIT"), default=False)
    order_id = text("orderId", search="id", refers="orders")
    payout_id = text("payoutId", search="id", refers="payouts")
    buyer_username = text("buyer.username", search="id", title="Buyer")
    fee_type = text("feeType", default=False)
    total_fee_basis_amount = money("totalFeeBasisAmount", "currency", default=False, title="Gross")
    total_fee_amount = money("totalFeeAmount", "currency", title="Fees")
    transaction_memo = text("transactionMemo", search="words", default=False, title="Memo")
    sales_record_reference = text("salesRecordReference", default=False)
    fees = children(TransactionFee, "fees", array=FEES)


class Payout(Record, table="payouts"):
    """Money sent to the seller's bank. Key: payout_id. Source: Finances getPayouts."""

    payout_id = text("payoutId", key=True, search="id")
    paid_at = timestamp("payoutDate", index=True, title="Date")
    amount = money("amount", "currency")
    currency = text("amount.currency", default=False)
    payout_status = text(
        "payoutStatus",
        choices=("INITIATED", "RETRYABLE_FAILED", "REVERSED", "SUCCEEDED", "TERMINAL_FAILED"),
        title="Status",
    )
    payout_status_description = text("payoutStatusDescription", default=False)
    transaction_count = integer("transactionCount", title="Transactions")
    bank = text("payoutInstrument.nickname")
    account_last_four_digits = text("payoutInstrument.accountLastFourDigits", default=False)
    bank_reference = text("bankReference", search="id", default=False)
    payout_memo = text("payoutMemo", default=False)


class Funds(Record, table="funds"):
    """What eBay holds for the seller at a moment. Key: read_at. Source: Finances getSellerFundsSummary."""

    read_at = text("readAt", key=True)
    at = timestamp("readAt", index=True, title="Time")
    total_funds = money("totalFunds", "currency")
    available_funds = money("availableFunds", "currency")
    funds_on_hold = money("fundsOnHold", "currency")
    processing_funds = money("processingFunds", "currency")
    currency = text("availableFunds.currency", default=False)


MONTHS = 5 * 12

transactions = Stream(
    name="transactions",
    title="Transactions",
    topic="Money",
    description="Every sale, refund, fee, label, hold and transfer, with its sign, and the fees on each line item.",
    record=Transaction,
    scope="sell.finances",
    source=Rest("/sell/finances/v1/transaction", items="transactions", page=Offset(200), host="apiz", signed=True),
    window=Dated(
        "transactionDate",
        again=timedelta(days=90),
        months=MONTHS,
        slice=timedelta(days=30),
        open="transaction_status IN ('FUNDS_ON_HOLD', 'FUNDS_PROCESSING')",
    ),
    default_sort="-transacted_at",
    every_minutes=30,
)
payouts = Stream(
    name="payouts",
    title="Payouts",
    topic="Money",
    description="Every payout to the seller's bank.",
    record=Payout,
    scope="sell.finances",
    source=Rest("/sell/finances/v1/payout", items="payouts", page=Offset(200), host="apiz", signed=True),
    window=Dated(
        "payoutDate",
        again=timedelta(days=90),
        months=MONTHS,
        slice=timedelta(days=360),
        open="payout_status IN ('INITIATED', 'RETRYABLE_FAILED')",
    ),
    default_sort="-paid_at",
    every_minutes=120,
)
funds = Stream(
    name="funds",
    title="Funds",
    topic="Money",
    description="What eBay holds for the seller: available, processing, on hold. A point at each run.",
    record=Funds,
    scope="sell.finances",
    source=Rest(
        "/sell/finances/v1/seller_funds_summary", host="apiz", paged=False, signed=True, added=(("readAt", "{now}"),)
    ),
    window=Moment(),
    default_sort="-at",
    every_minutes=120,
    empty="Without any funds eBay answers with nothing.",
)
