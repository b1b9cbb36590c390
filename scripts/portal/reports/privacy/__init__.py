"""Who may see what of a report: pseudonyms, groups too small to show, where personal data went, forgetting.

Two reports are made. The named one is for the office that collects the records: it sees the people anyway, so
nothing is hidden in it. The pseudonymous one is for others (a university, a meeting). One law holds for it:
**no text that came from outside the project gets into it** – neither what a learner, a school or a roster
wrote, nor a file's name. `texts.py` says of every staged column what becomes of it; a column it does not know
stops the report. Pseudonyms are no anonymity: who knows a school well may still recognise a colleague.
"""
