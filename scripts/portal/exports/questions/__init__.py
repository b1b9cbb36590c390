"""Banks → what trainers work with elsewhere: workbooks, Word papers, GIFT, Moodle XML."""
