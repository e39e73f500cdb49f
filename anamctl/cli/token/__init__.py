"""``anamctl token``."""
