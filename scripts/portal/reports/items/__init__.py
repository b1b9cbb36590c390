"""What the answers tell about questions: figures per question and choice, reliability, what to look at."""
