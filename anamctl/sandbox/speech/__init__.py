"""The sandbox's ears and voice: known utterances and the listener that recognises them from the sound."""
