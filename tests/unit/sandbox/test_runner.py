"""One runner for services of any kind."""

from __future__ import annotations

import socket
import threading

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from anamctl.errors import UsageError
from anamctl.sandbox.runner import Runner


class Greeter:
    has_sockets = False

    def __init__(self, name: str) -> None:
        self.name = name
        self.stopped = False

        async def greet(request):
            return PlainTextResponse(name)

        self.app = Starlette(routes=[Route("/", greet)])

    def variables(self, url):
        return {f"{self.name.upper()}_URL": url}

    def stop(self):
        self.stopped = True


def test_services_run_beside_each_other_and_say_where():
    services = [Greeter("one"), Greeter("two")]
    with Runner(services) as runner:
        said = {name: httpx.get(url).text for name, url in runner.variables().items()}

    assert said == {"ONE_URL": "one", "TWO_URL": "two"}
    assert all(service.stopped for service in services)


def test_only_this_machine_can_reach_them():
    with Runner([Greeter("one")]) as runner:
        assert runner.url("one").startswith("http://127.0.0.1:")


def test_a_port_can_be_chosen_and_is_free_afterwards():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    for _ in range(2):
        with Runner([Greeter("one")], {"one": port}) as runner:
            assert runner.url("one") == f"http://127.0.0.1:{port}"
            assert httpx.get(runner.url("one")).text == "one"


def test_a_port_that_is_taken_is_told():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port} cannot be used: "):
            Runner([Greeter("one")], {"one": port})


def test_a_port_that_is_none_is_told():
    with pytest.raises(UsageError, match="port 70000 cannot be used"):
        Runner([Greeter("one")], {"one": 70000})


def test_an_idle_connection_does_not_keep_it_from_ending():
    before = threading.active_count()
    with Runner([Greeter("one")]) as runner:
        client = httpx.Client()
        client.get(runner.url("one"))
    client.close()

    assert threading.active_count() == before


def test_it_can_end_before_anybody_asked():
    with Runner([Greeter("one")]):
        pass
