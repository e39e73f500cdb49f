"""
Languages: ISO 639-1, names, scripts, what each service supports, and what a wrong code should have been.

Data and pure look-ups; nothing is read before the first question, and each module is imported by its name, so
that a clean run never pays for suggestions.
"""
