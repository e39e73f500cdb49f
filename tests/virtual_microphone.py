"""
A microphone and a loudspeaker without hardware, for tests that really open devices, and ways to break them.

A private sound server (PulseAudio) in a folder of its own; ALSA's configuration in that folder names its devices, so
that programs which are started with `VirtualMicrophone.environment` see these and no others. What is played on the
loudspeaker is heard by the microphone.

Needs Linux, `pulseaudio` with its tools and the ALSA plugins, and `libportaudio2`.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from ctypes.util import find_library
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Iterator

RATE = 16000
PROGRAMS = ("pulseaudio", "pactl", "pacat", "paplay", "parec")
PACKAGES = "libportaudio2 pulseaudio"

_DEVICE = """
pcm.{name} {{
    type pulse
    server "unix:{socket}"
    device "{device}"
    hint {{ show on  description "{name}" }}
}}
"""


def missing() -> list[str]:
    """Give what is needed and not there."""
    programs = [name for name in PROGRAMS if shutil.which(name) is None]
    return programs if find_library("portaudio") else [*programs, "libportaudio"]


class VirtualMicrophone:
    """
    A running sound server with the devices `virtmic` (also the default), `silentmic` and `virtspeaker`.

    Args:
        folder: an empty one with a short path, for sockets have a limit.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._socket = folder / "socket"
        self._server: subprocess.Popen[bytes] | None = None
        self._others: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **os.environ,
            "ALSA_CONFIG_PATH": str(folder / "alsa.conf"),
            "PULSE_SERVER": f"unix:{self._socket}",
            "PULSE_COOKIE": str(folder / "cookie"),
            "PULSE_RUNTIME_PATH": str(folder / "run"),
            "PULSE_STATE_PATH": str(folder / "state"),
        }
        for name in ("home", "run", "state"):
            (folder / name).mkdir(mode=0o700)
        (folder / "cookie").write_bytes(secrets.token_bytes(256))
        devices = {"virtmic": "room.monitor", "silentmic": "nothing", "virtspeaker": "room", "!default": "room.monitor"}
        (folder / "alsa.conf").write_text(
            "".join(_DEVICE.format(name=name, socket=self._socket, device=to) for name, to in devices.items())
        )

    @classmethod
    @contextlib.contextmanager
    def running(cls) -> Iterator[Self]:
        """Start one, and take it away at the end."""
        with tempfile.TemporaryDirectory(prefix="mic-", ignore_cleanup_errors=True) as folder:
            microphone = cls(Path(folder))
            try:
                microphone.plug()
                yield microphone
            finally:
                microphone.hang(on=False)
                microphone.unplug()

    # ---- the device ----------------------------------------------------------------------------------------------

    def plug(self) -> None:
        """Start the server; returns when the microphone delivers."""
        self._socket.unlink(missing_ok=True)
        modules = (
            f"module-native-protocol-unix socket={self._socket} auth-cookie={self.folder / 'cookie'}",
            f"module-null-sink sink_name=room format=s16le rate={RATE} channels=1",
            f"module-null-source source_name=nothing rate={RATE} channels=1",
        )
        environment = {
            **self.environment,
            "HOME": str(self.folder / "home"),
            "XDG_RUNTIME_DIR": str(self.folder / "run"),
        }
        environment["DBUS_SESSION_BUS_ADDRESS"] = "disabled:"
        del environment["PULSE_SERVER"]  # with it the server takes itself for a client
        self._server = subprocess.Popen(
            [
                *(
                    "pulseaudio",
                    "-n",
                    "--daemonize=no",
                    "--use-pid-file=no",
                    "--exit-idle-time=-1",
                    "--disable-shm=yes",
                ),
                *("--high-priority=no", "--realtime=no", f"--log-target=file:{self.folder / 'log'}"),
                *(part for module in modules for part in ("-L", module)),
            ],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = time.monotonic() + 20
        while self._control("info", check=False) != 0:
            if self._server.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the sound server does not start:\n{self._log()}")
            time.sleep(0.02)
        self._control("set-default-sink", "room")
        self._control("set-default-source", "room.monitor")
        # A real room is never quite without sound; the server would stop delivering when nothing is played.
        self._background("pacat", "--playback", "--device=room", *_FORMAT, "/dev/zero")
        self._wait_for_sound(end)

    def unplug(self) -> None:
        """Kill the server, as if a cable were pulled."""
        if self._server is not None:
            self._server.kill()
            self._server.wait()
            self._server = None
        while self._others:
            other = self._others.pop()
            other.kill()
            other.wait()

    def mute(self, *, on: bool) -> None:
        """Deliver zeros."""
        self._control("set-source-mute", "room.monitor", str(int(on)))

    def stall(self, *, on: bool) -> None:
        """Deliver nothing, and report no error."""
        self._control("suspend-sink", "room", str(int(on)))

    def hang(self, *, on: bool) -> None:
        """Let the server not answer at all: who opens or closes a device waits for ever."""
        if self._server is not None:
            self._server.send_signal(signal.SIGSTOP if on else signal.SIGCONT)

    # ---- the sound in the room -----------------------------------------------------------------------------------

    @contextlib.contextmanager
    def playing(self, path: Path) -> Iterator[None]:
        """Play a WAV into the room; it has been heard whole at the end."""
        player = subprocess.Popen(
            ["paplay", "--device=room", "--latency-msec=200", str(path)],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield
            assert player.wait(timeout=30) == 0
        finally:
            player.kill()
            player.wait()

    def _wait_for_sound(self, end: float) -> None:
        listener = self._background("parec", "--device=room.monitor", *_FORMAT)
        assert listener.stdout is not None
        os.set_blocking(listener.stdout.fileno(), False)
        while not listener.stdout.read(1):
            if listener.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"the microphone delivers nothing:\n{self._log()}")
            time.sleep(0.02)
        self._others.remove(listener)
        listener.kill()
        listener.communicate()

    def _background(self, *command: str) -> subprocess.Popen[bytes]:
        started = subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if command[0] == "parec" else subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._others.append(started)
        return started

    def _control(self, *arguments: str, check: bool = True) -> int:
        return subprocess.run(
            ["pactl", *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=check,
            timeout=20,
        ).returncode

    def _log(self) -> str:
        with contextlib.suppress(OSError):
            return (self.folder / "log").read_text(errors="replace")
        return "(it wrote no log)"


_FORMAT = ("--latency-msec=20", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1")
