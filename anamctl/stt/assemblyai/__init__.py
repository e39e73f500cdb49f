"""AssemblyAI Streaming v3: the cloud and the self-hosted server of the same protocol."""
