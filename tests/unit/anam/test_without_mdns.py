"""Each test has a process of its own, because a module is loaded once."""

import subprocess
import sys

import pytest

from anamctl.anam import without_mdns


def run(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)


START = "import sys; from anamctl.anam.without_mdns import keep_out; keep_out(); import aioice.ice as ice; "


def test_no_dns_library_is_loaded_for_a_peer():
    code = "from anamctl.anam.loading import _load; _load(); import sys; print('dns' in sys.modules)"

    done = run(code)

    assert (done.stdout, done.stderr) == ("False\n", "")


@pytest.mark.parametrize(
    ("name", "is_one"), [("127.0.0.1", False), ("engine.example", False), ("a-b.local", True), ("a.b.local", False)]
)
def test_names_are_told_apart_as_aioice_does(name, is_one):
    done = run(START + f"print(ice.mdns.is_mdns_hostname({name!r}), 'dns' in sys.modules)")

    assert done.stdout == f"{is_one} {name.endswith('.local')}\n"


def test_what_is_needed_is_the_real_thing():
    done = run(START + "print(ice.mdns.create_mdns_protocol.__module__, 'dns' in sys.modules)")

    assert done.stdout == "aioice.mdns True\n"


def test_a_loaded_aioice_is_left_alone():
    done = run("import aioice.ice as ice; " + START + "print(type(ice.mdns).__name__)")

    assert done.stdout == "module\n"


def test_the_stand_in_has_what_aioice_names_while_it_loads():
    import aioice.ice
    import aioice.mdns

    assert aioice.mdns.__name__ == without_mdns.NAME
    assert callable(aioice.mdns.is_mdns_hostname)
    assert "is_mdns_hostname" in aioice.ice.Connection.add_remote_candidate.__code__.co_names
