"""Tools that a persona brings along inline."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from anamctl.definitions.models.base import INFERRED, AnamShape, Url, known, needed

ToolName = Annotated[str, Field(pattern=r"^[a-zA-Z0-9_.-]{1,64}$", json_schema_extra={"x-format": "tool-name"})]


class Tool(AnamShape):
    """A tool that the language model may call. Saved tools are named in `toolIds` instead."""

    type: Literal["client", "server", "system"] = needed()
    """Who runs it: the page, Anam's server, or Anam itself. The live API reportedly wants system tools in `toolIds`."""
    name: ToolName = needed()
    """1 to 64 letters, digits, `_`, `.`, `-`."""
    description: str = known(min_length=1, max_length=1024)
    """When to call it, for the language model; up to 1,024 characters."""
    parameters: dict[str, Any] = known()
    """JSON Schema of the arguments, up to 10,000 bytes."""
    query_parameters: dict[str, Any] = known()
    """JSON Schema of a webhook's query, up to 10,000 bytes."""
    subtype: str = known(INFERRED)
    """Which kind of server or system tool."""
    url: Url = known(INFERRED)
    """Address that a webhook calls."""
    method: str = known(INFERRED)
    """HTTP method of a webhook."""
    headers: dict[str, Any] = known(INFERRED)
    """HTTP headers of a webhook. Do not keep keys in a file: write `${NAME}`."""
    document_folder_ids: list[Any] = known(INFERRED)
    """Folders that a knowledge tool searches."""
    await_response: bool = known(INFERRED)
    """Whether the persona waits for a webhook's answer."""
    await_result: bool = known(INFERRED)
    """Whether the persona waits for the result of a client tool."""
    config: dict[str, Any] = known(INFERRED)
    """Settings of a saved tool, as its listing shows them."""
