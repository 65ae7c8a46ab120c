"""Typesetting: templates, styles, faces, colours and pictures to pages that are measured."""
