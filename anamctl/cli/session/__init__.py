"""``anamctl session``."""
