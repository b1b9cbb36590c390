"""心育学堂: the content model, its checks, its pages, and the learners' records."""
