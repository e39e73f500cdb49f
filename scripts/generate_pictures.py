"""
Make the pictures of the README from real runs.

A command runs in a folder of its own with colours on; what it printed becomes an SVG of a terminal. What people type
into is run in a real terminal (tmux), and the picture is what stands on its screen.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
import wave
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import DIMMED_MONOKAI
from rich.text import Text

ROOT = Path(__file__).resolve().parent.parent
WIDTH = 86

SAMPLE = """\
personaConfig:
  name: Concierge
  avatarId: 30fa96d0-26c4-4e55-94a0-517025942e18
  voiceId: 6bfbe25a-979d-40f3-a92b-5394170af54b
  llmId: a7cf662c-2ace-4de1-a21e-ef0fbf144bb7
  languageCode: en
  systemPrompt: You are the concierge of {hotel}. Keep answers short.
languages:
  jp:
    voiceId: de23e340-1416-4dd8-977d-065a7ca11697
    systemPrompt: あなたは{hotel}のコンシェルジュです。短く答えてください。
  no:
    voiceId: 8a3c1f52-6d0b-4c27-9b1e-3f5d7e2a9c40
    voiceGenerationOptions: {speed: 2.5}
    systemPrompt: Du er concierge på hotellet. Svar kort og på norsk.
"""


def validate() -> str:
    """Run ``anamctl validate`` on a file with four slips and give what it printed."""
    with tempfile.TemporaryDirectory() as folder:
        personas = Path(folder, "personas")
        personas.mkdir()
        (personas / "concierge.yaml").write_text(SAMPLE, encoding="utf-8")
        command = [sys.executable, "-m", "anamctl", "validate", "--no-cache", "--color", "always"]
        environment = {**os.environ, "COLUMNS": str(WIDTH), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
        environment.pop("GITHUB_ACTIONS", None)
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 1:
        raise SystemExit(f"the sample should have errors; exit code {done.returncode}\n{done.stdout}{done.stderr}")
    # The time of a run is no news in a picture, and would change the file with every run.
    return "$ anamctl validate\n" + re.sub(r" · [0-9.]+ s", "", done.stdout).rstrip() + "\n"


TYPED = (
    ("Bonjour, avez-vous une table pour ce soir ?", "un instant"),
    ("/set voiceGenerationOptions.speed=1.2", "applied in"),
    ("/set voiceGenerationOptions.speed=9", "not sent"),
    ("/lang es", "→ es"),
    ("Hola, ¿tienen mesa?", "un momento"),
)
"""What is typed into a session, and what is on the screen then."""


def session() -> str:
    """Talk to a persona of the sandbox in a terminal, and give its screen."""
    command = ["anamctl", "session", "start", "--lang", "fr", "--sandbox"]
    with tempfile.TemporaryDirectory() as folder:
        terminal = Terminal(folder, [sys.executable, "-m", *command])
        try:
            terminal.wait_for("ready 0.")
            terminal.wait_for("vous ?")
            for line, answer in TYPED:
                terminal.type(line)
                terminal.wait_for(answer)
            terminal.type("/la", enter=False)
            terminal.wait_for("> /la")
            rows = terminal.screen().rstrip().splitlines()
        finally:
            terminal.close()
    # A terminal is taller than what happened in it; the line at its bottom moves up.
    *body, bar = rows
    while not body[-1].strip():
        body.pop()
    return "$ " + " ".join(command) + "\n" + "\n".join([*body, bar]) + "\n"


def listen() -> str:
    """Listen to three callers in a terminal, and give its screen while the third one speaks."""
    shown = ["anamctl", "listen", "--sandbox", "--expect", "fr"]
    clips = ROOT / "anamctl" / "sandbox" / "speech" / "clips"
    names = ("fr-table", "es-table", "fr-hours")
    with tempfile.TemporaryDirectory() as folder:
        # One file, as a caller is one stream, too.
        sound = Path(folder, "callers.wav")
        join([clips / f"{name}.wav" for name in names], sound)
        terminal = Terminal(folder, [sys.executable, "-m", *shown, str(sound)])
        try:
            terminal.wait_for("es 9")
            terminal.wait_for("À quelle heure")
            rows = terminal.screen().rstrip().splitlines()
        finally:
            terminal.close()
    return "$ " + " ".join([*shown, "callers.wav"]) + "\n" + "\n".join(rows) + "\n"


def join(paths: list[Path], target: Path) -> None:
    """Write sounds one after the other, with a pause after each."""
    with wave.open(str(target), "wb") as out:
        for path in paths:
            with wave.open(str(path), "rb") as file:
                if path == paths[0]:
                    out.setparams(file.getparams())
                out.writeframes(file.readframes(file.getnframes()) + bytes(2 * file.getframerate()))


class Terminal:
    """A command in a terminal of its own."""

    def __init__(self, folder: str, command: list[str]) -> None:
        self._socket = os.path.join(folder, "tmux")
        environment = {
            **os.environ,
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
            "PYTHONPATH": str(ROOT),
            "ANAMCTL_RUNTIME_DIR": folder,
        }
        for name in ("NO_COLOR", "TMUX"):
            environment.pop(name, None)
        size = ["-x", str(WIDTH), "-y", "28"]
        self._tmux("-f", os.devnull, "new-session", "-d", *size, "-c", str(ROOT), *command, environment=environment)

    def type(self, line: str, *, enter: bool = True) -> None:
        """Type a line."""
        self._tmux("send-keys", "-l", line)
        if enter:
            self._tmux("send-keys", "Enter")

    def screen(self) -> str:
        """Give what stands on the screen, with its colours."""
        return self._tmux("capture-pane", "-p", "-e")

    def wait_for(self, text: str) -> None:
        """Wait until a text is on the screen."""
        end = time.monotonic() + 20
        while text not in self._tmux("capture-pane", "-p", "-J"):
            if time.monotonic() > end:
                raise SystemExit(f"{text!r} did not come:\n{self.screen()}")
            time.sleep(0.05)

    def close(self) -> None:
        """End it."""
        self._tmux("kill-server")

    def _tmux(self, *arguments: str, environment: dict[str, str] | None = None) -> str:
        command = ["tmux", "-S", self._socket, *arguments]
        return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True).stdout


def picture(ansi: str, title: str) -> str:
    """Draw terminal output as SVG; no font is fetched from anywhere."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi(ansi))
        svg = console.export_svg(title=title, theme=DIMMED_MONOKAI, unique_id="anamctl")
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def main() -> None:
    """Write the pictures."""
    folder = ROOT / "docs" / "images"
    folder.mkdir(parents=True, exist_ok=True)
    for name, run in (("validate", validate), ("session", session), ("listen", listen)):
        svg = picture(run(), f"anamctl {name}")
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
