"""One verb a file: each joins load, checks, pages, records and reports, and prints."""
