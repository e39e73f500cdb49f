"""`sessionOptions`: recording, picture, region, and where the media goes."""

from __future__ import annotations

from typing import Literal

from anamctl.definitions.models.base import AnamShape, Url, known, needed


class SessionReplay(AnamShape):
    """Whether Anam records the session."""

    enable_session_replay: bool = known()
    """False: do not record. Sessions are recorded unless told not to."""


class DailyRoom(AnamShape):
    """The Daily room that receives the persona."""

    room_url: Url = needed()
    """Address of the room."""
    token: str = known()
    """Meeting token, for a private room. Do not keep it in a file: write `${NAME}`."""
    user_name: str = known()
    """Name that the persona has in the room."""


class Egress(AnamShape):
    """Send the persona's picture and voice to another service. Needs `enableAudioPassthrough`."""

    mode: Literal["daily"] = needed()
    """Which service."""
    daily: DailyRoom = known()
    """The room, for the mode `daily`."""


class SessionVoiceDetection(AnamShape):
    """What the JavaScript SDK sends with the session instead of the token."""

    end_of_speech_sensitivity: float = known(ge=0, le=1)
    """As in `voiceDetectionOptions`."""


class SessionOptions(AnamShape):
    """How the session runs, apart from who the persona is."""

    session_replay: SessionReplay = known()
    """Recording."""
    video_quality: Literal["high", "auto"] = known()
    """`high` pins the top bitrate, `auto` follows the network."""
    video_width: int = known()
    """Width of the picture in pixels. Together with `videoHeight` only: cara-3 720x480, cara-4 1152x768."""
    video_height: int = known()
    """Height of the picture in pixels. Together with `videoWidth` only."""
    region: str = known()
    """Where the engine shall run."""
    region_policy: Literal["preferred", "strict"] = known()
    """Whether another region will do; `strict` needs `region`."""
    show_ai_avatar_disclosure: bool = known(alias="showAIAvatarDisclosure")
    """Show a note that the persona is artificial."""
    egress: Egress = known()
    """Send the media to another service."""
    voice_detection: SessionVoiceDetection = known()
    """Belongs to the body of the engine session rather than to the token; the JavaScript SDK puts it here."""
