"""Cases with published answers, run through the public functions: `python -m tests.truth PATH`."""
