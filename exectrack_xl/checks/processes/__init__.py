"""The processes of issues, risks and changes, as strict as Settings "Governance" asks for.

Depends on: checks.rules, tracker.
"""

from exectrack_xl.checks.processes import (  # noqa: F401  (fills the register)
    changes,
    issues,
    risks,
    states,
)
