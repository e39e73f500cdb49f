"""Running a persona from its file: what is sent, what may change while it runs, and who may ask for it."""
