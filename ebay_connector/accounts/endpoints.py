"""The accounts part of the API: environments, consents, accounts."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from ebay_connector.accounts.clients import EbayClients
from ebay_connector.accounts.consent import Answer, Consents
from ebay_connector.accounts.page import failure
from ebay_connector.accounts.schemas import AccountChange, AccountInfo, EnvironmentInfo, OAuthStart, OAuthStarted
from ebay_connector.accounts.service import Accounts
from ebay_connector.auth.dependencies import CurrentUser, Operator, Visitor, refuse_below, require_user
from ebay_connector.errors import ProblemError

router = APIRouter(prefix="/ebay", tags=["accounts"])


async def _accounts(request: Request) -> Accounts:
    accounts: Accounts = request.app.state.accounts
    return accounts


async def _clients(request: Request) -> EbayClients:
    clients: EbayClients = request.app.state.clients
    return clients


AccountsDep = Annotated[Accounts, Depends(_accounts)]
ClientsDep = Annotated[EbayClients, Depends(_clients)]


async def _consents(request: Request, clients: ClientsDep, accounts: AccountsDep) -> Consents:
    return Consents(request.app.state.database, clients, accounts)


ConsentsDep = Annotated[Consents, Depends(_consents)]


@router.get("/environments", operation_id="list_environments")
async def list_environments(_: CurrentUser, clients: ClientsDep) -> list[EnvironmentInfo]:
    """Where accounts can be connected, and what is missing where they cannot."""
    return [EnvironmentInfo.model_validate(state) for state in clients.environments()]


@router.post("/oauth/start", operation_id="start_oauth")
async def start_oauth(wanted: OAuthStart, user: Operator, request: Request, consents: ConsentsDep) -> OAuthStarted:
    """Begins to connect, or to reconnect, a seller."""
    url = await consents.begin(wanted, user, request.app.state.stream_scopes)
    return OAuthStarted(authorization_url=url)


@router.get("/oauth/callback", operation_id="finish_oauth", status_code=303, response_class=Response)
async def finish_oauth(
    request: Request,
    visitor: Visitor,
    consents: ConsentsDep,
    code: str | None = None,
    state: str | None = None,
    error: str | None = None,
) -> Response:
    """Where eBay sends the browser back to: connects the account, or says on a page why not."""
    try:
        user = require_user(visitor)
        refuse_below("operator", user)
        done = await consents.finish(Answer(code, state, error), user)
    except ProblemError as problem:
        return failure(request, problem)
    page = "sync" if done.granted_more else "accounts"
    return RedirectResponse(f"/{page}?connected={done.account_id}", status_code=303)


@router.get("/accounts", operation_id="list_accounts")
async def list_accounts(_: CurrentUser, accounts: AccountsDep) -> list[AccountInfo]:
    """Every account, by name."""
    return await accounts.all()


@router.patch("/accounts/{account_id}", operation_id="rename_account")
async def rename_account(account_id: int, change: AccountChange, _: Operator, accounts: AccountsDep) -> AccountInfo:
    """Gives the account a friendly name."""
    return await accounts.rename(account_id, change.name)


@router.delete(
    "/accounts/{account_id}", operation_id="disconnect_account", responses={204: {"description": "Being erased"}}
)
async def disconnect_account(
    account_id: int, user: CurrentUser, request: Request, accounts: AccountsDep, erase: bool = False
) -> AccountInfo:
    """Disconnects the account and keeps its data; with `erase` an admin has all of it removed."""
    refuse_below("admin" if erase else "operator", user)
    if not erase:
        return await accounts.disconnect(account_id, user.name)
    await accounts.erase(account_id, user.name, request.app.state.jobs)
    return Response(status_code=204)  # type: ignore[return-value]
