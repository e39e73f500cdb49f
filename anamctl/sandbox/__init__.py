"""Services on loopback, for learning, demos and tests. They share data with the clients, but no protocol code."""
