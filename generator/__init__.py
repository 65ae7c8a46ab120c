"""Lá Chắn: the campaign kit of a provincial child-protection office."""

__version__ = "0.1.0"
