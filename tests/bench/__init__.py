"""Benchmarks: each prints ratios to named peers, measured in the same run. None is a test."""
