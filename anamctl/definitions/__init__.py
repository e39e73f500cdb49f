"""What people write: bytes to a tree with positions, to typed persona and agent definitions."""
