"""Anam: the REST API, and live sessions over WebRTC."""
