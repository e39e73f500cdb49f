"""The live view of ``anamctl session``."""
