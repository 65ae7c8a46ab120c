"""Reports as they arrive: files read, every cell checked, a file accepted whole or not at all."""
