"""Learners' records: read from their three carriers, merged, re-graded. Believes no verdict."""
