"""The small project, grown so that every fate of a record can happen on it. Holds no assertions."""

from pathlib import Path

from small_project import BASE, write_project

MORE = ("third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
"""Units besides the two of the small project, four questions each."""

_RULES = """rules:
  version: 3
  hours: 5
  mock_exam: required
  assessment: required
  practice:
    - {id: plan, title: 教案 1 份}
"""
_EXAM = """title: C 证模拟考
minutes: 10
pass_percent: 60
attempts: 2
wait_hours: 12
lines:
  - {module: basics, count: 6}
status: published
"""
_QUESTION = """  - id: q-{number}
    type: single
    objective: refer
    prompt: {title}第 {number} 问，先做什么？
    choices:
      - {{id: leave, text: 先走开, correct: false, feedback: 他会落单。}}
      - {{id: stay, text: 陪着, correct: true, feedback: 不留他一个人。}}
      - {{id: shout, text: 大声问, correct: false, feedback: 像责备。}}
    explanation: 陪着走。
    difficulty: 1
    status: published
"""


def write_truth_project(root: Path) -> Path:
    """Write the project below a folder and return that folder. One unit of it has moved."""
    page = (BASE / "docs/certificates/c/next-steps.md").read_text("utf-8")
    files = {"mkdocs.yml": "site_name: 心育学堂\n"}
    for place, name in enumerate(MORE, 3):
        title = f"第 {place} 步"
        text = page.replace("title: 第二步", f"title: {title}").replace("prerequisites: [first-steps]\n", "")
        moved = "aliases: [certificates/c/before]\n" if name == MORE[0] else ""
        files[f"docs/certificates/c/{name}.md"] = text.replace("revision: 1\n", f"revision: 1\n{moved}")
        questions = "".join(_QUESTION.format(title=title, number=number) for number in range(1, 5))
        files[f"quizzes/c/{name}.yml"] = f"questions:\n{questions}"
    index = [
        ["units: [first-steps, next-steps]", f"units: [first-steps, next-steps, {', '.join(MORE)}]"],
        ["rules: {hours: 2}\n", _RULES],
        ["hours: 3\n", "hours: 11\n"],
        ["hours: 2\n    units", "hours: 10\n    units"],
    ]
    return write_project(root, {"docs/certificates/c/index.md": index, "quizzes/exams/c.yml": _EXAM} | files)
