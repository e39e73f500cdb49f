"""Speech-to-text: what services say, as values; their protocols without I/O; and the stream that drives them."""
