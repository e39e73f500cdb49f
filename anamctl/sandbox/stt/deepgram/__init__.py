"""The sandbox's Deepgram: live transcription."""
