"""The sandbox's speech-to-text: AssemblyAI, WhisperLiveKit and Deepgram on loopback."""
