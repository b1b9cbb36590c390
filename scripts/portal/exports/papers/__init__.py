"""Papers of formal assessments on paper: to print, to answer on, to mark with, to type in; results."""
