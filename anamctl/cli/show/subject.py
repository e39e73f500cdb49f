"""The two kinds of things that can be shown, behind one face: what they hold for a language, and for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from anamctl.definitions.sheet import BASE
from anamctl.errors import UsageError

if TYPE_CHECKING:
    from anamctl.definitions.agent import Tools
    from anamctl.definitions.document import Document
    from anamctl.definitions.nodes import Path
    from anamctl.definitions.sheet import Sheet


class Subject(Protocol):
    """One definition that is shown."""

    codes: list[str]
    """Its languages, and ``base``."""

    def sheets(self, path: str) -> list[Sheet]:
        """Everything side by side; one sheet for each task of an agent."""

    def config(self, code: str) -> Any:  # noqa: ANN401  # plain data
        """What one language runs with, or is sent with."""

    def whole(self) -> Any:  # noqa: ANN401
        """The same for all languages."""

    def providers(self, codes: list[str]) -> dict[str, Any]:
        """Who hears and speaks in these languages (in all, when there are none), and whose keys are needed."""

    def other_entries(self, codes: frozenset[str]) -> list[Path]:
        """Entries of languages that nobody asked for."""

    def refuse_guesses(self, codes: frozenset[str] | None) -> None:
        """Raise `GuessError` when what is shown rests on a guess."""


class PersonaSubject:
    """A persona of Anam: what is posted to start a session."""

    def __init__(self, document: Document, view: str) -> None:
        from anamctl.definitions.persona_body import codes_of

        if view == "runtime":
            raise UsageError(
                "a persona runs as it is sent; --as runtime is for agents.", hint="leave out --as, or write --as sent."
            )
        self._document = document
        self.codes = [code or BASE for code in codes_of(document)]

    def sheets(self, path: str) -> list[Sheet]:
        """One sheet."""
        from anamctl.definitions.persona_sheet import persona_sheet

        return [persona_sheet(self._document, path)]

    def config(self, code: str) -> Any:  # noqa: ANN401
        """The body of the request."""
        from anamctl.definitions.persona_body import body_of

        return body_of(self._document, None if code == BASE else code)

    def whole(self) -> Any:  # noqa: ANN401
        """The bodies of all requests, by language."""
        return {code: self.config(code) for code in self.codes}

    def providers(self, codes: list[str]) -> dict[str, Any]:
        """Voice, language model and avatar; Anam has the keys of those who make them."""
        shown = []
        for code in codes or self.codes:
            config = self.config(code)["personaConfig"]
            parts = {key: config[key] for key in ("personaId", "voiceId", "llmId", "avatarId") if key in config}
            shown.append({"language": code, **parts})
        return {"providers": shown, "keys": [{"provider": "anam", "for": ["everything; ANAM_API_KEY"]}]}

    def other_entries(self, codes: frozenset[str]) -> list[Path]:
        """Entries of languages that nobody asked for."""
        from anamctl.definitions.persona import view

        return [layer.path for layer in view(self._document).entries if layer.code not in codes]

    def refuse_guesses(self, codes: frozenset[str] | None) -> None:
        """Nothing of a persona is a guess: the layering is ours."""


class AgentSubject:
    """An agent of Bolna: what is sent, or what a running call reads."""

    def __init__(self, document: Document, view: str) -> None:
        from anamctl.bolna.agent_languages import Languages
        from anamctl.bolna.agent_sheet import shown_tools

        self._document = document
        self._as_sent = view == "sent"
        self.tools: list[Tools] = shown_tools(document)
        self.languages = [Languages(tools) for tools in self.tools]
        self.codes = [*dict.fromkeys(code for one in self.languages for code in one.legs), BASE]

    def sheets(self, path: str) -> list[Sheet]:
        """A sheet for each task that hears or speaks."""
        from anamctl.bolna.agent_sheet import agent_sheet

        return [agent_sheet(self._document, one, path, as_sent=self._as_sent) for one in self.languages]

    def config(self, code: str) -> Any:  # noqa: ANN401
        """The leg of a language with its texts, or its entry as it is sent."""
        from anamctl.bolna import layering
        from anamctl.bolna.agent_texts import texts_of

        if code == BASE:
            transcriber, synthesizer = layering.carried_base(self.tools[0].data)
            return {"transcriber": transcriber, "synthesizer": synthesizer}
        one = next(one for one in self.languages if code in one.legs)
        if self._as_sent:
            return one.sent()[code]
        leg = one.legs[code]
        return {"transcriber": leg.transcriber, "synthesizer": leg.synthesizer, **texts_of(one.entries[code])}

    def whole(self) -> Any:  # noqa: ANN401
        """The body of the request, or the whole agent in the expanded form."""
        if self._as_sent:
            from anamctl.bolna.sending import to_send

            return to_send(self._document.data)
        from anamctl.bolna.expanded import expand

        return expand(self._document.data)

    def providers(self, codes: list[str]) -> dict[str, Any]:
        """Providers and models of speech, and every provider that is called."""
        from anamctl.bolna.providers_needed import needs, uses

        shown = []
        keys: dict[str, list[str]] = {}
        for one in self.languages:
            used = [use for use in uses(one) if not codes or use.code in codes]
            shown += used
            for need in needs(one.tools, used):
                keys[need.provider] = list(dict.fromkeys([*keys.get(need.provider, []), *need.tasks]))
        return {
            "providers": [{"language": use.code} | dict(zip(use._fields[1:], use[1:], strict=True)) for use in shown],
            "keys": [{"provider": provider, "for": tasks} for provider, tasks in keys.items()],
        }

    def other_entries(self, codes: frozenset[str]) -> list[Path]:
        """Entries of languages that nobody asked for."""
        return [
            one.place(("multilingual_config", "languages", code))
            for one in self.languages
            for code in one.legs
            if code not in codes
        ]

    def refuse_guesses(self, codes: frozenset[str] | None) -> None:
        """Raise `GuessError` for guesses in the legs; what is sent as it was written holds none."""
        if not self._as_sent:
            from anamctl.bolna.guesses import refuse_guesses

            refuse_guesses(self._document.data, codes)
