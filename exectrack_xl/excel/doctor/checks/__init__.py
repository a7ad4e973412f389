"""What is looked for in a workbook, one file per subject. Depends on: excel.doctor."""
