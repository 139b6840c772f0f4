"""Account: the seller's business policies and limits."""

from ebay_connector.streams.fields import boolean, integer, money, text
from ebay_connector.streams.record import Record
from ebay_connector.streams.source import Rest
from ebay_connector.streams.stream import Stream
from ebay_connector.streams.window import Whole

PATH = "/sell/account/v1"
DAILY = 1440
MARKETPLACES = (
    "EBAY_US", "EBAY_GB", "EBAY_DE", "EBAY_AU", "EBAY_CA", "EBAY_FR", "EBAY_IT", "EBAY_ES", "EBAY_AT", "EBAY_BE",
    "EBAY_CH", "EBAY_IE", "EBAY_NL", "EBAY_PL",
)  # fmt: skip
"""Those that eBay's Account API knows policies of; a seller of one country may list on all."""


class FulfillmentPolicy(Record, table="fulfillment_policies"):
    """How orders are shipped. Key: fulfillment_policy_id. Source: Account getFulfillmentPolicies."""

    fulfillment_policy_id = text("fulfillmentPolicyId", key=True, search="id")
    name = text("name", search="words")
    marketplace_id = text("marketplaceId", title="Marketplace")
    policy_description = text("description", search="words", default=False, title="Description")
    handling_days = integer("handlingTime.value", title="Handling time")
    local_pickup = boolean("localPickup", default=False)


class PaymentPolicy(Record, table="payment_policies"):
    """How buyers pay. Key: payment_policy_id. Source: Account getPaymentPolicies."""

    payment_policy_id = text("paymentPolicyId", key=True, search="id")
    name = text("name", search="words")
    marketplace_id = text("marketplaceId", title="Marketplace")
    policy_description = text("description", search="words", default=False, title="Description")
    immediate_pay = boolean("immediatePay")


class ReturnPolicy(Record, table="return_policies"):
    """What can be sent back. Key: return_policy_id. Source: Account getReturnPolicies."""

    return_policy_id = text("returnPolicyId", key=True, search="id")
    name = text("name", search="words")
    marketplace_id = text("marketplaceId", title="Marketplace")
    policy_description = text("description", search="words", default=False, title="Description")
    returns_accepted = boolean("returnsAccepted")
    return_period_days = integer("returnPeriod.value", title="Days")
    return_shipping_cost_payer = text("returnShippingCostPayer", title="Shipping paid by")


class Privilege(Record, table="privileges"):
    """How much the seller may sell. Key: name. Source: Account getPrivileges."""

    name = text("name", key=True)
    seller_registration_completed = boolean("sellerRegistrationCompleted", title="Registration completed")
    limit_amount = money("sellingLimit.amount", "currency", title="Selling limit")
    currency = text("sellingLimit.amount.currency", default=False)
    limit_quantity = integer("sellingLimit.quantity", title="Items")


def _policies(kind: str, record: type[Record], items: str, title: str, description: str) -> Stream:
    return Stream(
        name=record.table_name,
        title=title,
        topic="Account",
        description=description,
        record=record,
        scope="sell.account",
        source=Rest(
            f"{PATH}/{kind}_policy",
            items=items,
            query=(("marketplace_id", "{variant}"),),
            variants=MARKETPLACES,
            paged=False,
        ),
        window=Whole(),
        default_sort=record.key_names()[0],
        every_minutes=DAILY,
    )


fulfillment_policies = _policies(
    "fulfillment", FulfillmentPolicy, "fulfillmentPolicies", "Fulfillment policies", "How orders are shipped."
)
payment_policies = _policies("payment", PaymentPolicy, "paymentPolicies", "Payment policies", "How buyers pay.")
return_policies = _policies("return", ReturnPolicy, "returnPolicies", "Return policies", "What can be sent back.")
privileges = Stream(
    name="privileges",
    title="Selling limits",
    topic="Account",
    description="How much the seller may sell in a month.",
    record=Privilege,
    scope="sell.account",
    source=Rest(f"{PATH}/privilege", paged=False, added=(("name", "selling"),)),
    window=Whole(),
    default_sort="name",
    every_minutes=DAILY,
)
