"""``anamctl show``."""
