"""Reads the text of the search's word list, whether it lies in its file yet or not."""

from pydantic import ValidationError

from portal.load.complaints import complaints
from portal.load.markdown import parse_body, split_front
from portal.load.marked_yaml import read_yaml
from portal.model.finding import Finding
from portal.model.search_terms import TERMS_PATH, Terms, TermsFront


def read_terms(text: str) -> tuple[Terms | None, tuple[Finding, ...]]:
    """Return the word list that a text would be as the page's file; what is wrong with its form."""
    front_text, markdown, line = split_front(text)
    marked = read_yaml(front_text or "", f"docs/{TERMS_PATH}", 2)
    try:
        front = TermsFront.model_validate(marked.data or {})
    except ValidationError as error:
        return None, (*marked.findings, *complaints(error, TermsFront, marked.marks))
    return Terms(front, parse_body(markdown, line), marked.marks), marked.findings
