"""Listening to a speech-to-text service: what is heard in which language, whether it was expected, what is kept."""
