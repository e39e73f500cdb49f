"""Findings, the rules that make them, and what is done with them before anybody sees them."""
