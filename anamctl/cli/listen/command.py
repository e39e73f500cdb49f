"""``anamctl listen``: its options."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from anamctl.cli.listen.options import Grouped, given, with_typed
from anamctl.cli.listen.request import ListenRequest, SttRequest
from anamctl.cli.options import (
    Color,
    ColorOption,
    DebugOption,
    ProfileOption,
    QuietOption,
    SandboxOption,
    VerboseOption,
)

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command(
    cls=Grouped,
    help="""Hear what a speech-to-text service hears: words, language, and how sure it is.

At a terminal the microphone is heard until q; files, and "-" for stdin, are heard to their end. With an expectation it
is a test that CI can run.

Examples:

\b
  anamctl listen --sandbox                       try it without an account
  anamctl listen --expect fr                     is my French heard as French?
  anamctl listen call.wav --expect fr --min-share 0.9
  anamctl listen --persona concierge --lang fr   what its callers are heard as
  anamctl listen interview.wav --save interview.srt --report interview.html
  cat call.wav | anamctl listen - --json
  anamctl listen --suite clips.yaml --compare assemblyai deepgram
  anamctl listen --list-devices

Exit codes: 0 done, 1 not the language that was expected, 2 usage, 3 the service or a device failed, 4 no key, or it
was refused, 130 interrupted.""",
)
@with_typed
def listen(
    files: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FILE]...", help='WAV files, one after the other; "-" is stdin.', show_default=False),
    ] = None,
    file: Annotated[list[str] | None, typer.Option("--file", metavar="FILE", help="The same; repeatable.")] = None,
    mic: Annotated[bool, typer.Option("--mic", help="The microphone; goes without saying at a terminal.")] = False,
    device: Annotated[str, typer.Option("--device", metavar="NAME|N", help="Which microphone.")] = "",
    list_devices: Annotated[bool, typer.Option("--list-devices", help="List microphones and loudspeakers.")] = False,
    rate: Annotated[
        str, typer.Option("--rate", metavar="HZ", help="Samples in a second, for files without a header: 16k.")
    ] = "",
    pace: Annotated[
        str, typer.Option("--pace", metavar="N", help="How fast files are heard: 1 as they were spoken, max.")
    ] = "",
    provider: Annotated[
        str, typer.Option("--provider", metavar="NAME", help="assemblyai (default), whisperlivekit or deepgram.")
    ] = "",
    model: Annotated[str, typer.Option("--model", "-m", metavar="NAME", help="The model of the service.")] = "",
    url: Annotated[str, typer.Option("--url", metavar="URL", help="A server of your own: wss://stt.example.com.")] = "",
    region: Annotated[str, typer.Option("--region", metavar="NAME", help="Keep the sound there: us or eu.")] = "",
    allow_insecure: Annotated[
        bool, typer.Option("--allow-insecure", help="Allow ws:// to other machines: everybody on the way can listen.")
    ] = False,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="NAME=VALUE", help="Any setting of the service, by its own name; repeatable."),
    ] = None,
    expect: Annotated[
        str, typer.Option("--expect", "-e", metavar="CODE", help="Fail unless this is the language that is heard.")
    ] = "",
    min_confidence: Annotated[
        str, typer.Option("--min-confidence", metavar="N", help="How sure the service must be of it; 0.7.")
    ] = "",
    min_share: Annotated[
        str, typer.Option("--min-share", metavar="N", help="How much of the speech must be in it; 0.8.")
    ] = "",
    persona: Annotated[
        str, typer.Option("--persona", metavar="FILE", help="Expect the language and the names of a persona.")
    ] = "",
    lang: Annotated[str, typer.Option("--lang", "-l", metavar="CODE", help="Which language of the persona.")] = "",
    document: Annotated[
        str, typer.Option("--document", metavar="N|NAME", help="Which persona of a file with several.")
    ] = "",
    save: Annotated[
        list[str] | None,
        typer.Option("--save", metavar="FILE", help="Keep what is heard: .txt .jsonl .srt .vtt .wav; repeatable."),
    ] = None,
    report: Annotated[
        list[str] | None,
        typer.Option(
            "--report", metavar="FILE", help="Draw languages and confidence over time: .svg or .html; repeatable."
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that exist.")] = False,
    suite: Annotated[
        str, typer.Option("--suite", metavar="FILE", help="Hear labelled clips, and say how often it was right.")
    ] = "",
    junit: Annotated[str, typer.Option("--junit", metavar="FILE", help="Write the outcome of a suite for CI.")] = "",
    compare: Annotated[
        tuple[str, str], typer.Option("--compare", metavar="A B", help="Two services, SERVICE or SERVICE/MODEL.")
    ] = ("", ""),
    for_: Annotated[str, typer.Option("--for", metavar="TIME", help="End so long after the service listens.")] = "",
    max_length: Annotated[
        str, typer.Option("--max-length", metavar="TIME", help="End after this time, whatever happens: 90s, 10m.")
    ] = "",
    profile: ProfileOption = "",
    sandbox: SandboxOption = False,
    scenario: Annotated[
        str, typer.Option("--scenario", metavar="FILE", help="What goes wrong in the sandbox; implies --sandbox.")
    ] = "",
    json: Annotated[bool, typer.Option("--json", help="Print JSON lines: every event, and a summary.")] = False,
    color: ColorOption = Color.AUTO,
    quiet: QuietOption = False,
    verbose: VerboseOption = False,
    debug: DebugOption = False,
    **typed: Any,  # noqa: ANN401  # the options of a table, each with its own type
) -> int:
    """Turn the options into a request."""
    from anamctl.cli.listen import starting

    service = SttRequest(
        provider=provider,
        model=model,
        url=url,
        region=region,
        params=tuple(param or ()),
        typed=given(typed),
        allow_insecure=allow_insecure,
        profile=profile,
        sandbox=sandbox,
        scenario=scenario,
        quiet=quiet,
        verbose=verbose,
    )
    request = ListenRequest(
        arguments=tuple(files or ()),
        files=tuple(file or ()),
        mic=mic,
        device=device,
        list_devices=list_devices,
        rate=rate,
        pace=pace,
        expect=expect,
        min_confidence=min_confidence,
        min_share=min_share,
        persona=persona,
        lang=lang,
        document=document,
        saves=tuple(save or ()),
        reports=tuple(report or ()),
        force=force,
        suite=suite,
        compare=tuple(compare) if any(compare) else (),
        duration=for_,
        max_length=max_length,
        json=json,
        junit=junit,
        color=color.value,
        debug=debug,
    )
    return starting.listen(service, request)
