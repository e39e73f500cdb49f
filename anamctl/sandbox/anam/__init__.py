"""Anam's API and its live sessions, written from its documentation and from what its SDKs send and read."""
