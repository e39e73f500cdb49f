"""The sandbox's WhisperLiveKit: a self-hosted server."""
