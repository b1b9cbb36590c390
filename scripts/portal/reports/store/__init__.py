"""What was read of record files, kept between two reports: raw answers, never verdicts."""
