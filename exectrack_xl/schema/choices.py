"""Every list a person chooses from, in the words of the specification.

The order is the order shown in the drop-down, and the rank used when sorting.
Depends on: nothing.
"""

from __future__ import annotations

YES_NO = ("Yes", "No")

STATUS = ("Green", "Yellow", "Red")
PERIOD_TYPE = ("Week", "Month", "Quarter")
LEVEL = ("Strategic", "Tactical", "Operational")
DIMENSION = ("Progress", "Quality", "Business Impact")
CADENCE = ("Daily", "Weekly", "Monthly", "Quarterly", "Once")
DEGREE = ("Low", "Medium", "High")  # how much there is of something; no word of warning
BENEFIT_TYPE = ("Revenue", "Cost saving", "Customer", "Market")
DEFECT_STAGE = ("Review", "Test", "Pilot", "Live")
PROGRESS_METHOD = ("Weighted milestones", "Effort", "Earned value", "0/100", "50/50")
GOVERNANCE = ("Light", "Standard", "Strict")
RISK_SCALE = ("3x3", "5x5")
DISTRIBUTION = ("PERT", "Triangular", "Uniform", "Trigen")
LINK_CONSTRAINT = (
    "As soon as possible", "As late as possible", "Start no earlier than", "Start no later than",
    "Finish no earlier than", "Finish no later than", "Must start on", "Must finish on",
)  # fmt: skip
SPRINT_STATUS = ("Planned", "Active", "Closed")
ITEM_STATUS = ("To do", "In Progress", "Blocked", "Done", "Cancelled")

PRIORITY = ("Critical", "High", "Medium", "Low")
ISSUE_STATUS = ("Open", "In Progress", "Resolved", "Closed")
ESCALATION = ("Team", "Manager", "Director", "Executive")
ISSUE_SUBCATEGORIES = {
    "Technical": (
        "Bug fixes and defect resolution",
        "Performance and scalability problems",
        "Integration and compatibility issues",
        "Security and compliance concerns",
    ),
    "Process": (
        "Workflow and procedure problems",
        "Communication and coordination gaps",
        "Resource allocation and capacity issues",
        "Quality and testing problems",
    ),
    "Business": (
        "Requirements and scope problems",
        "Stakeholder alignment and communication",
        "Market changes and priority shifts",
        "Budget and resource constraints",
    ),
}
CAUSE_CATEGORY = ("People", "Process", "Technology", "Data", "Requirements", "Supplier", "Outside the programme")
ISSUE_CATEGORY = tuple(ISSUE_SUBCATEGORIES)
ISSUE_SUBCATEGORY = tuple(sub for subs in ISSUE_SUBCATEGORIES.values() for sub in subs)

RISK_BAND = ("Critical", "High", "Medium", "Low")
RISK_TREND = ("Up", "Down", "Stable")
RISK_STATUS = ("Open", "Mitigating", "Monitoring", "Escalated", "Occurred", "Closed")
RISK_RESPONSE = ("Avoid", "Mitigate", "Transfer", "Accept", "Exploit")
RISK_CLOSE_REASON = ("Mitigated", "Transferred", "Expired", "Occurred")
MITIGATION_STATUS = ("Planned", "In Progress", "Done", "Expired", "Cancelled")

CHANGE_SUBTYPES = {
    "Scope": (
        "Feature additions or modifications",
        "Requirements updates and clarifications",
        "Priority adjustments and reordering",
        "Resource reallocation and focus shifts",
    ),
    "Timeline": (
        "Schedule adjustments and delays",
        "Milestone modifications and extensions",
        "Resource availability changes",
        "Dependency timing adjustments",
    ),
    "Resource": (
        "Team composition and capacity",
        "Budget adjustments and approvals",
        "Tool and technology changes",
        "External dependency modifications",
    ),
}
CHANGE_TYPE = tuple(CHANGE_SUBTYPES)
CHANGE_SUBTYPE = tuple(sub for subs in CHANGE_SUBTYPES.values() for sub in subs)
CHANGE_STATUS = (
    "Draft", "Assessed", "Evaluated", "Recommended", "Submitted", "Approved", "Rejected", "Deferred",
    "Implementing", "Verified", "Closed",
)  # fmt: skip
CHANGE_RISK = ("High", "Medium", "Low")
APPROVAL_DECISION = ("Pending", "Approved", "Rejected", "Deferred")

ACTION_STATUS = ("Open", "In Progress", "Done", "Cancelled")
DECISION_STATUS = ("Pending", "Decided", "Withdrawn")
DIRECTION = ("Higher is better", "Lower is better")
NARRATIVE_TYPE = ("Achievement", "Focus", "Goal", "Resource need", "Note")

ENGAGEMENT = ("Unaware", "Resistant", "Neutral", "Supportive", "Leading")
ABSENCE_TYPE = ("Leave", "Training", "Other")
DEPENDENCY_TYPE = ("Inside the programme", "Other team", "Supplier", "Authority")
DEPENDENCY_STATUS = ("Open", "Confirmed", "Delivered", "Broken")
ASSUMPTION_STATUS = ("Open", "Holds", "Does not hold")
NEED_STATUS = ("Requested", "Approved", "Filled", "Refused")
IMPROVEMENT_TYPE = ("Process Optimization", "Team Development", "Tool and Technology")
WASTE = ("Waiting", "Rework", "Overproduction", "Handovers", "Extra processing", "Task switching", "Unused skill")
REPORT = (
    "Execution Status Report", "Team Execution Update", "Initiative Progress Report", "Change Impact Analysis",
    "Issue Tracking", "Risk Management Dashboard", "Execution Dashboard", "Daily stand-up page", "Weekly Team Update",
    "Monthly Initiative Review", "Quarterly Strategic Review",
)  # fmt: skip
SETUP_LINES = {
    "System Setup": (
        "Define tracking metrics and KPIs",
        "Set up tracking tools and dashboards",
        "Create reporting templates and cadence",
        "Establish communication channels and processes",
        "Train team on tracking and reporting procedures",
    ),
    "Ongoing Management": (
        "Conduct regular progress monitoring and reporting",
        "Manage changes and timeline adjustments",
        "Track and resolve issues and blockers",
        "Monitor risks and implement mitigation strategies",
        "Maintain stakeholder communication and alignment",
    ),
    "Continuous Improvement": (
        "Analyze performance trends and patterns",
        "Identify improvement opportunities",
        "Implement process and tool improvements",
        "Share lessons learned and best practices",
        "Continuously refine execution tracking approach",
    ),
}
SETUP_SECTION = tuple(SETUP_LINES)
SETUP_ITEM = tuple(line for lines in SETUP_LINES.values() for line in lines)
