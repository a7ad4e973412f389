"""People and Capacity: who is booked how far, what is ahead, skills and moods. Depends on: excel.build."""
