"""Where the formulas come from, cited in one wording everywhere. Depends on: nothing."""

from __future__ import annotations

EARNED_VALUE = "PMI, The Standard for Earned Value Management (2019); EIA-748"
EARNED_SCHEDULE = "Lipke, Earned Schedule (2009); ISO 21508:2018"
SCHEDULING = "PMI, Practice Standard for Scheduling (2019)"
BASELINE_EXECUTION = "DCMA 14-point assessment, after the baseline execution index"
SCRUM = "Scrum practice: accepted points of closed sprints"
FLOW = "Kanban Guide (2020); Vacanti, Actionable Agile Metrics for Predictability (2015)"
FLOW_FORECAST = "Magennis, Forecasting and Simulating Software Development Projects (2011); Vacanti (2015)"
SIMULATION = "Vose, Risk Analysis (2008); AACE 57R-09, integrated cost and schedule risk analysis"
SCHEDULE_RISK = "Hulett, Practical Schedule Risk Analysis (2009)"
HOUSE = "Tracker rule"
CHANGE_CONTROL = "PMI, PMBOK Guide 6th ed. (2017), 4.6 perform integrated change control"
SERVICE = "AXELOS, ITIL Foundation 4th ed. (2019), 5.2.5 incident management, 5.2.8 problem management"
