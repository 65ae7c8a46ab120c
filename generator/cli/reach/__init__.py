"""The commands of the reach tracker; one module a command or two that belong together."""

import click

from generator.cli.reach import (
    expected,
    figures,
    flags,
    forms,
    history,
    imports,
    report,
    rollup,
    scans,
    surveys,
)
from generator.speech import SpokenGroup


@click.group("reach", SpokenGroup, help="help.reach")
def group() -> None:
    pass


for command in (
    forms.form,
    imports.import_,
    history.log,
    history.diff,
    figures.show,
    figures.export,
    flags.flags,
    report.report,
    expected.expected,
    surveys.survey,
    scans.scans,
    rollup.rollup,
):
    group.add_command(command)
