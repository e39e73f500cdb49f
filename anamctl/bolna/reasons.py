"""The rules of layering in words, for people who ask why a value is what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from anamctl.bolna.tables import Confidence


class Reason(NamedTuple):
    """One rule, and who says so."""

    text: str
    confidence: Confidence
    """documented: Bolna's documentation; inferred: a decision of ours where that is silent."""


REASONS: dict[str, Reason] = {
    "T1": Reason("a language's own transcriber is laid over the base's, key by key", "documented"),
    "T2": Reason(
        "without its own transcriber a language runs with the base's, in the language of its key", "documented"
    ),
    "T3": Reason("the transcriber's language is brought into the provider's form", "documented"),
    "S1": Reason("a synthesizer of the base's provider is laid over the base's, key by key", "documented"),
    "S2": Reason("a synthesizer of another provider replaces the base's and inherits nothing", "documented"),
    "S3": Reason("Bolna fills in the language of this provider's voice, in the provider's form", "documented"),
    "S4": Reason("Bolna leaves the language of this provider's voice alone", "inferred"),
    "D1": Reason("the language that is filled in replaces one inherited from the base", "inferred"),
    "D2": Reason("a language that the entry itself names for its voice is kept", "inferred"),
    "D3": Reason("the language that is filled in is the key of the entry", "inferred"),
    "D4": Reason("buffer_size: null in an entry counts as not given", "inferred"),
    "D5": Reason("languages keep the order of the file, and share no value", "inferred"),
    "D6": Reason("providers are compared exactly, upper and lower case included", "inferred"),
    "D7": Reason("a base that is not in the file is an empty one", "inferred"),
    "D8": Reason("the base itself stays as it was written; only languages are resolved", "inferred"),
    "P1": Reason("without its own prompt a language keeps the prompt that is in use", "seen"),
}
"""T and S are the rules of Bolna's documentation, D our decisions, P is how the published runtime behaves."""
