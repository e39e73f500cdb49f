"""``anamctl listen``."""
