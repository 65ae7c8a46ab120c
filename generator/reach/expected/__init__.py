"""Which reports are expected, which came, and whom to call."""
