"""What the tests of the BOL rules share: sample agents, and asking one rule about a text."""

from __future__ import annotations

from tests.unit.lint.rules.anm.samples import Found, ask, one

__all__ = ["DEEPGRAM", "OPENAI", "Found", "agent", "ask", "bare", "one", "tools", "where"]

DEEPGRAM = "{provider: deepgram, model: nova-3, language: en}"
OPENAI = "{provider: openai, provider_config: {voice: alloy, model: tts-1}}"


def bare(*, enabled="true", active="en", **entries):
    """
    Give only the languages; the first entry stands on line 5, its value begins at column 9.

    Without entries there are two that are in order.
    """
    lines = ["multilingual_config:"]
    lines += [f"  enabled: {enabled}"] if enabled else []
    lines += [f"  active_language: {active}"] if active else []
    lines += ["  languages:", *_lines(entries, 4)]
    return "\n".join(lines) + "\n"


def tools(*, transcriber=DEEPGRAM, synthesizer=OPENAI, enabled="true", active="en", **entries):
    """
    Give a `tools_config`.

    The base stands on lines 2 and 3, its values at columns 16; the first entry on line 8, its value at column 11.
    """
    lines = ["tools_config:"]
    lines += [f"  transcriber: {transcriber}"] if transcriber else []
    lines += [f"  synthesizer: {synthesizer}"] if synthesizer else []
    lines += ["  multilingual_config:"]
    lines += [f"    enabled: {enabled}"] if enabled else []
    lines += [f"    active_language: {active}"] if active else []
    lines += ["    languages:", *_lines(entries, 6)]
    return "\n".join(lines) + "\n"


def agent(body):
    """Give a whole agent around the lines of a `tools_config`; its first line is the seventh of the file."""
    head = """\
agent_config:
  agent_name: Desk
  tasks:
    - task_type: conversation
      toolchain: {execution: parallel, pipelines: [[transcriber, llm, synthesizer]]}
"""
    inner = "\n".join(f"      {line}" if line else line for line in body.rstrip("\n").split("\n"))
    return f"{head}{inner}\n"


def where(text, fragment, *, skip=""):
    """Give ``line:column`` of a fragment that stands once in a text; `skip` is its beginning that is not pointed at."""
    assert text.count(fragment) == 1
    before = text[: text.index(fragment) + len(skip)]
    return f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"


def _lines(entries, indent):
    entries = entries or {"en": f"{{synthesizer: {OPENAI}}}", "hi": f"{{synthesizer: {OPENAI}}}"}
    # An underscore stands for a hyphen, which no argument can have.
    return [f"{' ' * indent}{code.replace('_', '-')}: {entry}" for code, entry in entries.items()]
