"""The only writers of decisions, one verb a file. Each checks, records, and says what it refused and why."""
