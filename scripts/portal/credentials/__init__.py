"""Papers of formal assessments and signed study records: making, sealing, grading, signing, verifying."""
