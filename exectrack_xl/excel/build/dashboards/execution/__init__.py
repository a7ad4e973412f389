"""The Execution Dashboard: overall progress, delivery, key milestones, issues and risks. Depends on: excel.build."""
