"""The live views of ``anamctl listen``."""
