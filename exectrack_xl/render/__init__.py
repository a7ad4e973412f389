"""How a report looks: PowerPoint, Word, terminal. Computes no number, formats no text. Depends on: report, theme."""
