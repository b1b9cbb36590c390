"""Model → the files that teachers take away. The same content gives the same bytes."""
