"""The release number, as a literal: asking for it loads nothing else."""

__version__ = "0.1.0"
