"""What is looked for on a machine, one file per subject; each check takes a case and yields findings."""
