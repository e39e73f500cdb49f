"""``anamctl session``: the options of its commands."""

from __future__ import annotations

from typing import Annotated

import typer

from anamctl.cli.anam_service import AnamRequest
from anamctl.cli.groups import InnerGroup
from anamctl.cli.options import (
    Color,
    ColorOption,
    DebugOption,
    JsonOption,
    ProfileOption,
    QuietOption,
    SandboxOption,
    VerboseOption,
)
from anamctl.cli.session.request import MAX_LENGTH, StartRequest

app = typer.Typer(
    cls=InnerGroup,
    name="session",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="""Talk to a persona of Anam, and change it while it runs.

Examples:

\b
  anamctl session start --lang fr              the only one that speaks French
  anamctl session start concierge --sandbox    try it without an account
  anamctl session list                         what runs on this machine
  anamctl session update --lang es --speed 1.1
  anamctl session stop

Exit codes: 0 done, 1 an expectation was not met, or a change was rejected, 2 usage, 3 the service failed, 4 no key, or
it was refused, 130 interrupted.""",
)

IdArgument = Annotated[
    str, typer.Argument(metavar="[ID]", help="The session, or the beginning of its id; not needed when one runs.")
]
ScenarioOption = Annotated[
    str, typer.Option("--scenario", metavar="FILE", help="What goes wrong in the sandbox; implies --sandbox.")
]
TimeoutOption = Annotated[
    str, typer.Option("--timeout", metavar="TIME", help="How long to wait for the answer to an update.")
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="Set a field: voiceGenerationOptions.speed=1.1; repeatable."),
]


@app.callback(invoke_without_command=True)
def group(context: typer.Context) -> None:
    """Print the help when no command is named."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(
    short_help="Start a session, and talk to the persona.",
    help="""Start a session, and talk to the persona.

At a terminal, what is typed is said; /help lists commands. In a pipe, each line is said after the reply to the one
before, and the end of the input ends the session. With --say or --audio it ends by itself, after the last reply.

Examples:

\b
  anamctl session start --lang fr
  anamctl session start concierge --say Hello --expect-reply-lang en
  anamctl session start concierge --audio question.wav --json
  anamctl session start concierge --mic --speaker
  anamctl session start concierge --watch     what is saved is taken over
  anamctl session start concierge --sandbox --detach
  printf 'Hello\\nThanks\\n' | anamctl session start concierge

Exit codes: 0 done, 1 errors in the file, or an unmet expectation, 2 usage, 3 the service or a device failed, 4 no
key, or it was refused, 130 interrupted.""",
)
def start(
    persona: Annotated[
        str, typer.Argument(metavar="[FILE|NAME]", help="A file, its stem in personas/, or the name of a persona.")
    ] = "",
    lang: Annotated[
        str, typer.Option("--lang", "-l", metavar="CODE", help="The language; alone, it also chooses the persona.")
    ] = "",
    document: Annotated[
        str, typer.Option("--document", metavar="N|NAME", help="Which document of a file with several.")
    ] = "",
    say: Annotated[
        list[str] | None, typer.Option("--say", metavar="TEXT", help="Say this, and wait for the reply; repeatable.")
    ] = None,
    context: Annotated[
        list[str] | None,
        typer.Option("--context", metavar="TEXT", help="Let the persona know this, without a reply; repeatable."),
    ] = None,
    set_: SetOption = None,
    mic: Annotated[bool, typer.Option("--mic", help="Let the persona hear the microphone.")] = False,
    audio: Annotated[
        str, typer.Option("--audio", metavar="FILE.wav", help="Let the persona hear a file, as fast as it was spoken.")
    ] = "",
    speaker: Annotated[bool, typer.Option("--speaker", help="Hear the persona.")] = False,
    record: Annotated[
        str, typer.Option("--record", metavar="FILE.wav", help="Keep what the persona says in a new file.")
    ] = "",
    device: Annotated[
        str, typer.Option("--device", metavar="NAME|N", help="Which microphone, or without --mic which loudspeaker.")
    ] = "",
    list_devices: Annotated[bool, typer.Option("--list-devices", help="List microphones and loudspeakers.")] = False,
    max_length: Annotated[
        str, typer.Option("--max-length", metavar="TIME", help="End after this time, whatever happens: 90s, 10m.")
    ] = MAX_LENGTH,
    for_: Annotated[str, typer.Option("--for", metavar="TIME", help="End so long after it is ready.")] = "",
    detach: Annotated[bool, typer.Option("--detach", "-d", help="Run in the background, and print the id.")] = False,
    watch: Annotated[bool, typer.Option("--watch", "-w", help="Take over what is saved to the file.")] = False,
    expect_reply_lang: Annotated[
        str, typer.Option("--expect-reply-lang", metavar="CODE", help="Fail unless the replies are in this language.")
    ] = "",
    expect_heard: Annotated[
        list[str] | None,
        typer.Option("--expect-heard", metavar="TEXT", help="Fail unless the persona has heard this; repeatable."),
    ] = None,
    profile: ProfileOption = "",
    sandbox: SandboxOption = False,
    scenario: ScenarioOption = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines: every event, and a summary.")] = False,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,
    background: Annotated[bool, typer.Option("--background", hidden=True, help="What --detach runs.")] = False,
) -> int:
    """Turn the options into a request."""
    if list_devices:
        from anamctl.cli.listen.devices import list_devices as listed

        return listed(json=json, color=color.value, command="session start")
    from anamctl.cli.session import starting

    request = StartRequest(
        persona=persona,
        lang=lang,
        document=document,
        settings=tuple(set_ or ()),
        says=tuple(say or ()),
        contexts=tuple(context or ()),
        mic=mic,
        audio=audio,
        speaker=speaker,
        record=record,
        device=device,
        max_length=max_length,
        duration=for_,
        detach=detach,
        watch=watch,
        reply_lang=expect_reply_lang,
        heard=tuple(expect_heard or ()),
        json=json,
        color=color.value,
        debug=debug,
        background=background,
    )
    return starting.start(AnamRequest(profile, sandbox, scenario, quiet, verbose), request)


@app.command(
    "list",
    short_help="List the sessions that run on this machine.",
    help="""List the sessions that run on this machine, or with --remote those of the account.

Examples:

\b
  anamctl session list
  anamctl session list --remote --json

Exit codes: 0 done, 2 usage, 3 the service failed, 4 no key, or it was refused.""",
)
def list_(
    remote: Annotated[
        bool, typer.Option("--remote", help="Those of the account, and how many may run at a time.")
    ] = False,
    profile: ProfileOption = "",
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001  # read by the entry point before options are parsed
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.session import listing

    if remote:
        return listing.list_remote(AnamRequest(profile, quiet=quiet, verbose=verbose), json=json)
    if profile:
        from anamctl.errors import UsageError

        raise UsageError("--profile needs --remote.", hint="what runs on this machine is listed without a key.")
    return listing.list_local(json=json, quiet=quiet)


def _field(name: str, help_: str, *, metavar: str = "VALUE") -> object:
    return typer.Option(name, metavar=metavar, help=help_)


@app.command(
    short_help="Change a running session.",
    help="""Change a running session, and say whether the change was applied.

It is checked by the rules of `anamctl validate` first. Voice, avatar, language model and prompt need a new session.

Examples:

\b
  anamctl session update --lang es               as the file has it in Spanish
  anamctl session update --speed 1.1 --emotion calm
  anamctl session update 7f3a --set voiceGenerationOptions.volume=0.8
  anamctl session update --from personas/concierge.yaml --require-ack

Exit codes: 0 applied or unconfirmed, 1 rejected or refused, 2 usage, 3 not sent, or no answer from the session. With
--require-ack an unconfirmed one is 1.""",
)
def update(
    id_: IdArgument = "",
    lang: Annotated[str, typer.Option("--lang", "-l", metavar="CODE", help="The language that is heard.")] = "",
    speed: Annotated[str | None, _field("--speed", "How fast the voice speaks.")] = None,
    volume: Annotated[str | None, _field("--volume", "How loud the voice is.")] = None,
    emotion: Annotated[str | None, _field("--emotion", "Colour of the voice.")] = None,
    stability: Annotated[str | None, _field("--stability", "How even the voice is.")] = None,
    similarity_boost: Annotated[str | None, _field("--similarity-boost", "How close to the original voice.")] = None,
    style: Annotated[str | None, _field("--style", "How much of the speaker's style.")] = None,
    use_speaker_boost: Annotated[
        bool | None, typer.Option("--use-speaker-boost/--no-use-speaker-boost", help="More alike.")
    ] = None,
    model: Annotated[str | None, _field("--model", "The provider's voice model.")] = None,
    end_of_speech_sensitivity: Annotated[
        str | None, _field("--end-of-speech-sensitivity", "How soon the user counts as done.")
    ] = None,
    silence_before_skip_turn_seconds: Annotated[
        str | None, _field("--silence-before-skip-turn-seconds", "Silence before the persona speaks up.")
    ] = None,
    silence_before_session_end_seconds: Annotated[
        str | None, _field("--silence-before-session-end-seconds", "Silence before the session ends.")
    ] = None,
    silence_before_auto_end_turn_seconds: Annotated[
        str | None, _field("--silence-before-auto-end-turn-seconds", "Pause that ends the user's turn.")
    ] = None,
    speech_enhancement_level: Annotated[
        str | None, _field("--speech-enhancement-level", "How much noise is taken out.")
    ] = None,
    set_: SetOption = None,
    from_: Annotated[
        str, typer.Option("--from", metavar="FILE", help="A persona, or a file with only what changes; - is stdin.")
    ] = "",
    require_ack: Annotated[
        bool, typer.Option("--require-ack", help="Fail when the service does not say that it was applied.")
    ] = False,
    timeout: TimeoutOption = "2s",
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.session import updating

    fields = {
        "speed": speed,
        "volume": volume,
        "emotion": emotion,
        "stability": stability,
        "similarityBoost": similarity_boost,
        "style": style,
        "useSpeakerBoost": None if use_speaker_boost is None else str(use_speaker_boost).lower(),
        "model": model,
        "endOfSpeechSensitivity": end_of_speech_sensitivity,
        "silenceBeforeSkipTurnSeconds": silence_before_skip_turn_seconds,
        "silenceBeforeSessionEndSeconds": silence_before_session_end_seconds,
        "silenceBeforeAutoEndTurnSeconds": silence_before_auto_end_turn_seconds,
        "speechEnhancementLevel": speech_enhancement_level,
    }
    given = {name: value for name, value in fields.items() if value is not None}
    request = updating.UpdateRequest(
        id_, lang, given, tuple(set_ or ()), from_, require_ack, timeout, json, quiet, verbose
    )
    return updating.update(request)


@app.command(
    short_help="Say something to the persona of a running session.",
    help="""Say something to the persona of a running session. The reply is seen where the session runs.

Examples:

\b
  anamctl session say "Avez-vous une table ?"
  anamctl session say 7f3a "Merci"

Exit codes: 0 sent, 2 usage, 3 it could not be sent.""",
)
def say(
    words: Annotated[list[str], typer.Argument(metavar="[ID] TEXT", help="The session, and what to say.")],
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Say a text."""
    from anamctl.cli.session import asking

    return asking.speak("say", words, json=json, quiet=quiet, verbose=verbose)


@app.command(
    short_help="Let the persona of a running session know something.",
    help="""Let the persona of a running session know something that it does not answer.

Examples:

\b
  anamctl session context "The guest has just paid."

Exit codes: 0 sent, 2 usage, 3 it could not be sent.""",
)
def context(
    words: Annotated[list[str], typer.Argument(metavar="[ID] TEXT", help="The session, and what it shall know.")],
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Give a context."""
    from anamctl.cli.session import asking

    return asking.speak("context", words, json=json, quiet=quiet, verbose=verbose)


@app.command(
    short_help="Let the persona of a running session stop speaking.",
    help="""Let the persona of a running session stop speaking.

Examples:

\b
  anamctl session interrupt

Exit codes: 0 sent, 2 usage, 3 it could not be sent.""",
)
def interrupt(
    id_: IdArgument = "",
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """Interrupt the persona."""
    from anamctl.cli.session import asking

    return asking.interrupt(id_, json=json, quiet=quiet, verbose=verbose)


@app.command(
    short_help="End a running session.",
    help="""End a running session; at the service when its process is gone.

Examples:

\b
  anamctl session stop
  anamctl session stop 7f3a…c2 --profile staging

Exit codes: 0 ended, 2 usage, 3 the service failed, 4 no key, or it was refused.""",
)
def stop(
    id_: IdArgument = "",
    profile: ProfileOption = "",
    json: JsonOption = False,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,  # noqa: ARG001
) -> int:
    """End it."""
    from anamctl.cli.session import asking

    return asking.stop(AnamRequest(profile, quiet=quiet, verbose=verbose), id_, json=json)
