"""The Risk Dashboard: trends, the heat map, and the risks by band. Depends on: excel.build."""
