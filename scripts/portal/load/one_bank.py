"""Reads the text of one bank, whether it lies in a file yet or not."""

from pydantic import ValidationError

from portal.load.complaints import complaints
from portal.load.marked_yaml import read_yaml
from portal.model.bank import Bank, BankFront
from portal.model.finding import Finding


def read_bank(text: str, track: str, slug: str) -> tuple[Bank | None, tuple[Finding, ...]]:
    """Return the bank that a text would be as `quizzes/<track>/<slug>.yml`; what is wrong with its form."""
    marked = read_yaml(text, f"quizzes/{track}/{slug}.yml")
    if marked.data is None and marked.findings:
        return None, marked.findings
    try:
        front = BankFront.model_validate(marked.data or {})
    except ValidationError as error:
        return None, (*marked.findings, *complaints(error, BankFront, marked.marks))
    return Bank(track, slug, front.questions, marked.marks), marked.findings
