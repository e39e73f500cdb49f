"""``anamctl agent``."""
