"""Whatever a file holds, `show` ends in a result, in findings, or in two lines; never in a bug."""

from __future__ import annotations

import contextlib
import io
import json
import os
import tempfile

from hypothesis import assume, given
from hypothesis import strategies as st

from anamctl.cli.show.request import ShowRequest
from anamctl.cli.show.showing import execute
from anamctl.errors import AnamctlError, ExitCode
from anamctl.lint.runner import Linter, Selection
from tests.unit.bolna import agents, whole_agents

ENTRY = agents.JSON | st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("voiceId", "systemPrompt", "voiceGenerationOptions", "tools"), agents.JSON)
)
PERSONAS = st.fixed_dictionaries(
    {"personaConfig": ENTRY | st.fixed_dictionaries({"languageCode": agents.LANGUAGES, "voiceId": st.just("a")})},
    optional={"languages": agents.JSON | st.dictionaries(agents.LANGUAGES, ENTRY, max_size=3),
              "sessionOptions": agents.JSON, "clientLabel": agents.JSON},
)  # fmt: skip
DOCUMENTS = PERSONAS | whole_agents.DOCUMENTS | whole_agents.ODD_DOCUMENTS
REQUESTS = st.fixed_dictionaries(
    {
        "lang": st.sampled_from(["", "hi", "base"]),
        "view": st.sampled_from(["", "sent"]),
        "explain": st.booleans(),
        "strict": st.booleans(),
        "color": st.sampled_from(["always", "never"]),
    }
) | st.sampled_from(
    [
        {"format": "json"},
        {"format": "yaml"},
        {"json": True, "explain": True},
        {"providers": True},
        {"diff": ("base", "hi")},
        {"diff": ("hi", "en"), "format": "yaml"},
    ]
)


def is_linted(path):
    try:
        Linter(Selection(), {}).lint_path(path)
    except TypeError:
        return False
    return True


def outcome(request) -> tuple[int | AnamctlError, str, str]:
    """The exit code, or the error that ended it; and what was printed."""
    out, err = io.StringIO(), io.StringIO()
    ended: int | AnamctlError
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            ended = execute(request)
        except AnamctlError as error:
            ended = error
        except TypeError:
            # What the linter makes of odd files is tested with the linter; here its findings are only printed.
            assume(is_linted(request.name))
            raise
    return ended, out.getvalue(), err.getvalue()


@given(document=DOCUMENTS, options=REQUESTS)
def test_anything_can_be_asked_to_be_shown(document, options):
    with tempfile.NamedTemporaryFile("w", suffix=".json", delete=False, encoding="utf-8") as file:
        json.dump(document, file)
    try:
        ended, out, err = outcome(ShowRequest(file.name, **options))
    finally:
        os.unlink(file.name)

    if isinstance(ended, AnamctlError):
        assert ended.exit_code in {ExitCode.FINDINGS, ExitCode.USAGE}
        assert ended.message
        assert out == ""
    else:
        assert (ended == ExitCode.OK) == bool(out)
        assert ended == ExitCode.OK or err
