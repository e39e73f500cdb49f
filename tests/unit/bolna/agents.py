"""Random agents: mostly well-formed, sometimes anything that YAML can hold."""

from __future__ import annotations

from hypothesis import strategies as st

from anamctl.bolna import tables

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
)
LANGUAGES = st.sampled_from([*tables.KEYS, "or", "de", "hi-IN", "en-US", "multi", "unknown", "auto", ""])
NESTED = st.lists(st.sampled_from(["hi", "en"]), max_size=2) | st.dictionaries(
    st.sampled_from(["mode", "deep"]), st.lists(st.integers(), max_size=2), max_size=2
)


def part(required, optional):
    return st.fixed_dictionaries(required, optional=optional)


TRANSCRIBER_KEYS = {
    "provider": st.sampled_from([*tables.TRANSCRIBERS, "acme"]),
    "model": st.sampled_from(["nova-3", "saaras:v4", "saaras:v2.5", "flux-general-multi", "universal-3-pro"]),
    "language": LANGUAGES,
    "language_hints": NESTED,
    "endpointing": st.integers(0, 1000),
    "assemblyai_config": NESTED,
}
CONFIG_KEYS = {
    "voice": st.text(max_size=3),
    "model": st.sampled_from(["bulbul:v2", "sonic-3", "lightning_v3.1"]),
    "language": LANGUAGES | st.none(),
    "speed": st.floats(0.5, 2),
    "locators": NESTED,
}
SYNTHESIZER_KEYS = {
    "provider": st.sampled_from([*tables.SYNTHESIZERS, "acme"]),
    "provider_config": part({}, CONFIG_KEYS),
    "buffer_size": st.none() | st.integers(0, 300),
    "stream": st.booleans(),
    "pronunciation_rules": NESTED,
}
ENTRIES = part(
    {},
    {
        "transcriber": part({}, TRANSCRIBER_KEYS),
        "synthesizer": part({}, SYNTHESIZER_KEYS),
        "system_prompt": st.text(max_size=5),
    },
)
BASES = part({}, {"transcriber": part({}, TRANSCRIBER_KEYS), "synthesizer": part({}, SYNTHESIZER_KEYS)})
MULTILINGUAL = st.fixed_dictionaries({"languages": st.dictionaries(LANGUAGES, ENTRIES, max_size=4)})

ODD_PARTS = JSON | part({}, dict.fromkeys([*TRANSCRIBER_KEYS, *SYNTHESIZER_KEYS], JSON))
ODD_ENTRIES = JSON | part({}, {"transcriber": ODD_PARTS, "synthesizer": ODD_PARTS})
ODD_BASES = JSON | part({}, {"transcriber": ODD_PARTS, "synthesizer": ODD_PARTS})
ODD_MULTILINGUAL = JSON | st.fixed_dictionaries(
    {"languages": JSON | st.dictionaries(LANGUAGES | st.integers() | st.none(), ODD_ENTRIES, max_size=3)}
)
