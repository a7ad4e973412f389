"""Brings a person's own list into a tracker, and renews it later: what was typed since is never written over."""
