"""Check, show and run voice personas that speak many languages."""

__version__ = "0.1.0"
