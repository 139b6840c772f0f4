"""The usual list endpoints: FastAPI, an ORM session, Pydantic models, OFFSET and LIMIT; nobody has to sign in."""

import os
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from fastapi import Depends, FastAPI
from fastapi_pagination import add_pagination
from fastapi_pagination.ext.sqlalchemy import paginate
from fastapi_pagination.limit_offset import LimitOffsetPage
from pydantic import BaseModel, ConfigDict, create_model
from sqlalchemy import Select, create_engine, select
from sqlalchemy.orm import Session, joinedload

from benchmarks.peers.mapping import ORDERS, Order
from ebay_connector.streams.fields import Kind
from ebay_connector.streams.orders import Order as OrderRecord

TYPES: dict[Kind, type] = {
    "text": str,
    "integer": int,
    "number": Decimal,
    "money": Decimal,
    "boolean": bool,
    "timestamp": datetime,
}
engine = create_engine(os.environ["PEER_URL"].replace("postgresql://", "postgresql+psycopg://"), pool_size=16)
app = FastAPI()


class AccountOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    name: str


_columns: dict[str, Any] = {name: (TYPES[field.kind] | None, None) for name, field in OrderRecord.fields.items()}
OrderOut = create_model(
    "OrderOut",
    __config__=ConfigDict(from_attributes=True),
    account_id=(int, ...),
    account=(AccountOut, ...),
    **_columns,
)


class PageOut(BaseModel):
    items: list[OrderOut]


def session() -> Iterator[Session]:
    with Session(engine) as opened:
        yield opened


def newest_first() -> Select[Order]:
    """With the columns that the product's list has."""
    order = (ORDERS.c.created_at.desc(), ORDERS.c.account_id.desc(), ORDERS.c.order_id.desc())
    return select(Order).options(joinedload(Order.account, innerjoin=True)).order_by(*order)


@app.get("/orders")
def list_orders(session: Annotated[Session, Depends(session)]) -> LimitOffsetPage[OrderOut]:
    """A page and how many there are, as fastapi-pagination gives them."""
    page: LimitOffsetPage[OrderOut] = paginate(session, newest_first())
    return page


@app.get("/orders/uncounted")
def list_uncounted(session: Annotated[Session, Depends(session)], limit: int = 50, offset: int = 0) -> PageOut:
    """A page alone."""
    rows = session.scalars(newest_first().offset(offset).limit(limit)).all()
    return PageOut.model_validate({"items": rows}, from_attributes=True)


add_pagination(app)
