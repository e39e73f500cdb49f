"""WhisperLiveKit: a free server of one's own, with models of the Whisper family."""
