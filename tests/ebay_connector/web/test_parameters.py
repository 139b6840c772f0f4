"""A misspelt query parameter is refused at every endpoint, with what may have been meant."""

import json
import re

import httpx
import pytest
from fastapi import FastAPI


async def refusal(client: httpx.AsyncClient, path: str) -> str:
    answer = await client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_parameter"), answer.text
    detail: str = answer.json()["detail"]
    return detail


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/records/orders?limitt=5", "There is no parameter “limitt” here. Did you mean “limit”?"),
        ("/records/orders?accout=1", "There is no parameter “accout” here. Did you mean “account_id”?"),
        ("/records/orders/count?Q=x", "There is no parameter “Q” here; there are "),
        ("/ebay/sync/runs?limit=5&strem=orders", "There is no parameter “strem” here. Did you mean “stream”?"),
        ("/ebay/accounts?limit=5", "There is no parameter “limit” here; none are taken."),
        ("/ebay/sync/runs/1/log?fromat=text", "There is no parameter “fromat” here. Did you mean “format”?"),
    ],
)
async def test_a_misspelt_parameter_is_named_with_what_was_meant(
    viewer: httpx.AsyncClient, path: str, meant: str
) -> None:
    assert (await refusal(viewer, path)).startswith(meant)
    assert (await refusal(viewer, f"/api{path}")).startswith(meant)


async def test_several_are_all_named(viewer: httpx.AsyncClient) -> None:
    detail = await refusal(viewer, "/records/orders?limitt=5&sorted=x&limitt=6")
    assert detail.count("There is no parameter") == 2


async def test_no_endpoint_ignores_a_parameter(viewer: httpx.AsyncClient, app: FastAPI) -> None:
    paths = [path for path, methods in app.openapi()["paths"].items() if "get" in methods]
    paths.remove("/ebay/oauth/callback")
    assert len(paths) > 15
    for path in paths:
        await refusal(viewer, re.sub(r"{\w+}", "1", path) + "?zz=1")


LARGE = 99_999_999_999


@pytest.mark.parametrize("path", [f"sync/waiting?account_id={LARGE}", f"sync/rejected?run_id={LARGE}"])
async def test_what_no_row_can_have_is_refused(viewer: httpx.AsyncClient, path: str) -> None:
    answer = await viewer.get(f"/ebay/{path}")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
    assert "Correct it." in answer.json()["detail"]


@pytest.mark.parametrize("choice", [{"key": ["a\0"]}, {"key": ["\ud800"]}])
async def test_so_it_is_in_a_body(operator: httpx.AsyncClient, choice: dict[str, object]) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await operator.post("/ebay/sync/waiting/retry", content=json.dumps(choice), headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_request")
