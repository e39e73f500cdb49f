"""Agents between files and a service: what differs, pushing, pulling, and the lock file that remembers."""
