"""Bolna's agent API, written from its documentation."""
