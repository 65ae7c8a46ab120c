"""What every command needs, and how it ends."""

from pathlib import Path

import click

from generator.model.problem import ProblemsFound
from generator.model.project import Project
from generator.sources import load_project
from generator.speech import Speech

DONE, PROBLEMS = 0, 1
PATH = click.Path(path_type=Path)


class Desk:
    """What every command needs: the project folder and the reader's language."""

    def __init__(self, folder: Path, speech: Speech) -> None:
        self.folder = folder
        self.speech = speech
        self.say = speech.say

    def project(self) -> Project:
        """The project; its errors end the command, its warnings are told."""
        loaded = load_project(self.folder)
        if loaded.project is None:
            raise ProblemsFound(loaded.errors)
        return loaded.project
