"""The verbs: one function each, the same for command line, ribbon and batch. Depends on: render, excel, report."""
