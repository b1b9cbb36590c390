"""Questions from elsewhere (workbooks, Word papers, GIFT, Moodle XML) → drafts → banks."""
