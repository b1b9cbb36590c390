"""Question → the line below its answer that says what was put right, and when."""

import html

from portal.model.bank import Question


def correction_html(question: Question) -> str:
    """Return the HTML of the line; nothing for a question whose key was never put right."""
    told = question.corrected
    if told is None:
        return ""
    day = f"{told.date.year} 年 {told.date.month} 月 {told.date.day} 日"
    return (
        f'<p class="portal-corrected" data-portal-corrected="{told.date}">{day}更正过答案：'
        f"<span>{html.escape(told.text)}</span></p>"
    )
