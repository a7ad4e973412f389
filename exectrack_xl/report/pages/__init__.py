"""One file for each page of a deck: what it says, never how it looks. Depends on: report.desk, report.model."""
