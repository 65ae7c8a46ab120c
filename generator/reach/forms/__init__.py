"""Forms out and back: the Excel form in which a unit reports a period."""

from generator.reach.forms.reading import form_entries, is_form
from generator.reach.forms.sending import (
    NothingOwedError,
    form_name,
    form_periods,
    write_form,
    write_forms,
)

__all__ = [
    "NothingOwedError",
    "form_entries",
    "form_name",
    "form_periods",
    "is_form",
    "write_form",
    "write_forms",
]
