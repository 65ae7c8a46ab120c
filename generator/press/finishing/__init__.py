"""The last hand on a file: what a press, an archive and a screen reader ask of a PDF."""
