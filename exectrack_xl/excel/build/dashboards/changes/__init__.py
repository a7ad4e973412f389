"""The Change Board: what is pending, approved and rejected, and what it does. Depends on: excel.build."""
