"""The sandbox's AssemblyAI: Streaming v3."""
