"""What runs the report's SQL: DuckDB, or Spark where the data outgrow one machine. Same text, same rows."""
