"""What things are. Imports nothing of ours and knows neither files nor MkDocs."""
