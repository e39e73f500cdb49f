"""A plain HTTP client, which knows nothing of ours."""

from __future__ import annotations

from contextlib import ExitStack

import httpx
import pytest

from tests.unit.sandbox.servers import KEY, Bolna, bolna


def client_of(server: Bolna, key: str = KEY) -> httpx.Client:
    return httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {key}"}, trust_env=False)


@pytest.fixture
def serve():
    """Serve Bolna with a scenario and give a client for it; several times, if asked."""
    with ExitStack() as stack:

        def start(*, key: str = KEY, state: str = "", **scenario: object) -> httpx.Client:
            server = stack.enter_context(bolna(state=state, **scenario))
            return stack.enter_context(client_of(server, key))

        yield start


@pytest.fixture(scope="module")
def quiet():
    """Serve a Bolna in which nothing goes wrong; stopping one takes a tenth of a second."""
    with bolna() as server:
        yield server


@pytest.fixture
def api(quiet):
    """Give a client for a Bolna without agents in which nothing goes wrong."""
    for record in quiet.store.all():
        quiet.store.remove(record.id)
    with client_of(quiet) as client:
        yield client
