"""Bolna agents: how languages layer onto the base, and what each speech provider makes of a language code."""
