"""ORM classes on the product's tables, as people map them: columns, line items, the account."""

from sqlalchemy import Table
from sqlalchemy.orm import Mapped, deferred, relationship

from ebay_connector.accounts.models import Account
from ebay_connector.db.base import Base
from ebay_connector.metadata import metadata

ORDERS: Table = metadata.tables["orders"]
LINE_ITEMS: Table = metadata.tables["order_line_items"]


class LineItem(Base):
    """One line item."""

    __table__ = LINE_ITEMS


class Order(Base):
    """One order. What a list does not show is loaded when asked for only."""

    __table__ = ORDERS
    search = deferred(ORDERS.c.search)
    payload = deferred(ORDERS.c.payload)
    payload_hash = deferred(ORDERS.c.payload_hash)
    account: Mapped[Account] = relationship(
        Account, primaryjoin=ORDERS.c.account_id == Account.id, foreign_keys=ORDERS.c.account_id, viewonly=True
    )
    line_items: Mapped[list[LineItem]] = relationship(
        LineItem,
        primaryjoin=(ORDERS.c.account_id == LINE_ITEMS.c.account_id) & (ORDERS.c.order_id == LINE_ITEMS.c.order_id),
        foreign_keys=[LINE_ITEMS.c.account_id, LINE_ITEMS.c.order_id],
        cascade="all, delete-orphan",
        order_by=LINE_ITEMS.c.position,
    )
