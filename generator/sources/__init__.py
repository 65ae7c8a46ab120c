"""Files to model, and back: every problem with its file, line and cure."""

from generator.sources.load import Loaded, load_project

__all__ = ["Loaded", "load_project"]
