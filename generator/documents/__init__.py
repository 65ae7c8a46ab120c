"""Documents for the office, as tagged PDF that can be kept for good and as DOCX."""
