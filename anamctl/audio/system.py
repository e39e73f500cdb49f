"""PortAudio in this process: started late, restarted when devices come and go, and never waited for at exit."""

from __future__ import annotations

import atexit
import contextlib
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from anamctl.audio.devices import Device, listed
from anamctl.audio.probe import look, missing_portaudio
from anamctl.audio.threads import StuckError, stuck, within

if TYPE_CHECKING:
    from collections.abc import Callable

_EXIT_LIMIT = 1.0


class Restartable(Protocol):
    """Has a stream, which a restart of PortAudio makes invalid."""

    def forget_stream(self) -> None:
        """Close the stream and never touch it again; called in another thread."""

    def restore_stream(self) -> None:
        """Open another one, where that is possible; called in another thread."""


class SoundSystem:
    """
    Gives the module sounddevice once it is known to be safe. All methods may block: call them in a thread.

    Args:
        module: in the place of sounddevice.
        probe: asks in another process whether importing it would do harm.
    """

    def __init__(self, module: Any = None, probe: Callable[[], object] = look) -> None:  # noqa: ANN401  # a module
        self._module = module
        self._probe = probe
        self._lock = threading.RLock()
        self._holders: set[Restartable] = set()

    def module(self) -> Any:  # noqa: ANN401  # sounddevice
        """
        Give the module sounddevice.

        Raises:
            DeviceError: PortAudio is missing, broken or hung.
        """
        with self._lock:
            if self._module is None:
                self._probe()
                try:
                    module = import_module("sounddevice")  # it has no annotations, so nothing is lost
                except (ImportError, OSError) as error:
                    raise missing_portaudio(str(error)) from None
                _bound_exit(module)
                self._module = module
            return self._module

    def devices(self) -> tuple[Device, ...]:
        """
        Give the devices that there were when PortAudio was started.

        Raises:
            DeviceError: PortAudio is missing, broken or hung.
        """
        return listed(self.module())

    def restart(self) -> None:
        """
        Start PortAudio anew, which alone makes it look for devices again. Every stream must go for that.

        Raises:
            DeviceError: PortAudio is missing, broken or hung.
        """
        with self._lock:
            if self._module is None:
                self.module()
                return
            self._probe()
            holders = tuple(self._holders)
            for holder in holders:
                holder.forget_stream()
            with contextlib.suppress(self._module.PortAudioError):
                self._module._terminate()  # noqa: SLF001  # there is no other way
            self._module._initialize()  # noqa: SLF001
            for holder in holders:
                holder.restore_stream()

    def hold(self, holder: Restartable) -> None:
        """Remember who has a stream."""
        self._holders.add(holder)

    def release(self, holder: Restartable) -> None:
        """Forget who has none any more."""
        self._holders.discard(holder)


def start(stream: Any) -> None:  # noqa: ANN401  # of sounddevice
    """Start a stream, or close it."""
    try:
        stream.start()
    except BaseException:
        stream.close()
        raise


def _bound_exit(module: Any) -> None:  # noqa: ANN401  # sounddevice
    """Put a limit to sounddevice's own clean-up at exit, which hangs for ever when the sound server does."""
    clean_up = getattr(module, "_exit_handler", None)
    if clean_up is None:
        return
    atexit.unregister(clean_up)

    def bounded() -> None:
        if not stuck():
            with contextlib.suppress(StuckError):
                within(_EXIT_LIMIT, clean_up)

    atexit.register(bounded)


SYSTEM = SoundSystem()
"""That of this process: PortAudio is one for a process."""
