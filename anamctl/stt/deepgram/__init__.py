"""Deepgram's live transcription, and servers that speak the same."""
