"""Who has connected. Source: eBay's Identity API, getUser."""

import msgspec

from ebay_connector.ebay.client import Credentials, EbayClient
from ebay_connector.ebay.request import Observer, Request, Response

GET_USER = Request("GET", "apiz", "/commerce/identity/v1/user/")


class EbayUser(msgspec.Struct, frozen=True):
    """An eBay user. `user_id` never changes; `username` may, and is the id for some US users.

    `account_type` is INDIVIDUAL or BUSINESS, `marketplace_id` of the form EBAY_US; eBay may leave both out.
    """

    user_id: str = msgspec.field(name="userId")
    username: str = ""
    account_type: str | None = msgspec.field(name="accountType", default=None)
    marketplace_id: str | None = msgspec.field(name="registrationMarketplaceId", default=None)


async def get_user(client: EbayClient, credentials: Credentials, observe: Observer | None = None) -> EbayUser:
    """The user to whom the access token belongs; needs the scope `commerce.identity.readonly`."""
    return await client.send(GET_USER, credentials, observe, validate=_parse)


def _parse(response: Response) -> EbayUser:
    user = response.json(EbayUser)
    return user if user.username else msgspec.structs.replace(user, username=user.user_id)
