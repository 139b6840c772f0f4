"""The API's view of the call budgets."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request

from ebay_connector.auth.dependencies import CurrentUser
from ebay_connector.budget.priorities import Priority
from ebay_connector.budget.queries import Standing
from ebay_connector.budget.schemas import CallBudgets, EnvironmentBudget, ResourceBudget, Shares
from ebay_connector.budget.service import Budgets, Report
from ebay_connector.streams import STREAMS

router = APIRouter(prefix="/ebay", tags=["budget"])


async def _budgets(request: Request) -> Budgets:
    budgets: Budgets = request.app.state.budgets
    return budgets


@router.get("/budget", operation_id="get_budget")
async def get_budget(_: CurrentUser, budgets: Annotated[Budgets, Depends(_budgets)]) -> CallBudgets:
    """How many calls eBay allows each application a day, how many are used, and what rests until when."""
    return CallBudgets(
        shares=Shares(scheduled=Priority.SCHEDULED.value, deep=Priority.DEEP.value),
        environments=[_environment(report) for report in await budgets.report()],
    )


def _environment(report: Report) -> EnvironmentBudget:
    return EnvironmentBudget(
        environment=report.environment,
        read_at=report.read_at,
        problem=report.problem,
        resources=[_resource(standing) for standing in report.standings],
    )


def _resource(standing: Standing) -> ResourceBudget:
    return ResourceBudget(
        resource=standing.resource,
        api=standing.api,
        limit=standing.daily_limit,
        used=standing.used if standing.daily_limit else None,
        resets_at=standing.resets_at,
        blocked_until=standing.blocked_until,
        blocked_reason=standing.blocked_reason,
        streams=[stream.title for stream in STREAMS if standing.resource in stream.resources],
    )
