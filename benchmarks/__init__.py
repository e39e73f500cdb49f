"""Measurements of anamctl against other tools; run with `make bench`, never as a test."""
