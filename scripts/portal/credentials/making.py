"""Makes the papers of an assessment, and the private key file that grades them. Writes nothing."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from portal.credentials.balance import Drawer, Drawn
from portal.model.assessment import Assessment
from portal.model.bank import BlankQuestion, Question
from portal.model.draw import mix, pool_mark
from portal.model.paper import Candidate, Paper, PaperChoice, PaperQuestion
from portal.model.paper_key import KeyPaper, KeyQuestion, PaperKey

INSTRUCTIONS = "独立作答，不看资料，不和别人交流；作答时不能切到别的页面找答案。"
"""For a plan without words of its own; the page itself tells of time, saving and handing in."""

Words = Mapping[str, tuple[str, Mapping[str, str]]]
"""Full question id → (HTML of its prompt, HTML of each choice by its id)."""


@dataclass(frozen=True)
class Sitting:
    """What papers need besides the plan."""

    made: str
    """The instant of making, UTC."""
    release: str
    recipient: str
    base: int
    """The seed from which those of all papers come."""
    words: Words
    random_letters: Callable[[], str] = lambda: "".join(secrets.choice(ascii_lowercase) for _ in range(8))


@dataclass(frozen=True)
class Made:
    """All papers of an assessment, and how hard each is."""

    papers: tuple[Paper, ...]
    key: PaperKey
    drawn: Mapping[str, Drawn]
    """Paper id → what was drawn for it."""


def make(
    plan: Assessment,
    people: Sequence[Candidate],
    sitting: Sitting,
    watched: Callable[[Sequence[Candidate]], Iterable[Candidate]] = iter,
) -> Made:
    """Return the papers of a plan whose lines its pool can serve.

    Raises PortalError when parallel forms cannot be drawn equally hard.
    """
    pool = plan.pool()
    drawer = Drawer(plan.front.lines, pool, sitting.base, plan.front.balance)
    papers: list[Paper] = []
    drawn: dict[str, Drawn] = {}
    if plan.front.forms:
        for form, one in drawer.forms(plan.front.forms).items():
            papers.append(_paper(plan, sitting, one, f"{plan.slug}-{form.lower()}", form=form))
            drawn[papers[-1].id] = one
    else:
        for person in watched(people):
            one = drawer.single(person.number)
            name = _free_name(plan.slug, sitting, drawn)
            papers.append(_paper(plan, sitting, one, name, person=person))
            drawn[name] = one
    return Made(tuple(papers), _key(plan, sitting, papers, drawn), drawn)


def _free_name(slug: str, sitting: Sitting, taken: Mapping[str, Drawn]) -> str:
    while (name := f"{slug}-{sitting.random_letters()}") in taken:
        continue
    return name


def _head(plan: Assessment, sitting: Sitting) -> dict[str, Any]:
    """Return what papers and their key both say of a sitting."""
    said = {"title", "track", "minutes", "pass_percent", "opens", "closes"}
    return {
        **{name: getattr(plan.front, name) for name in said},
        "made": sitting.made,
        "release": sitting.release,
        "recipient": sitting.recipient,
    }


def _paper(
    plan: Assessment,
    sitting: Sitting,
    drawn: Drawn,
    name: str,
    form: str | None = None,
    person: Candidate | None = None,
) -> Paper:
    return Paper(
        id=name,
        **_head(plan, sitting),
        instructions=plan.front.instructions or INSTRUCTIONS,
        candidate=person,
        form=form,
        questions=tuple(
            _question(plan.question_of[one], one, drawn.seed, sitting.words[one]) for one in drawn.questions
        ),
    )


def _question(
    question: Question, full_id: str, seed: int, words: tuple[str, Mapping[str, str]]
) -> PaperQuestion:
    prompt, choices = words
    if isinstance(question, BlankQuestion):
        gaps = len(question.blanks.accept)
        return PaperQuestion(id=full_id, type="blank", prompt_html=prompt, gaps=gaps)
    ids = [choice.id for choice in question.choices]
    if question.type != "true_false":  # 对 before 错 on every paper: people expect it
        ids.sort(key=lambda one: (mix(f"{seed}/{full_id}/{one}"), one))
    shown = tuple(PaperChoice(id=one, html=choices[one]) for one in ids)
    return PaperQuestion(id=full_id, type=question.type, prompt_html=prompt, choices=shown)


def _key(plan: Assessment, sitting: Sitting, papers: Iterable[Paper], drawn: Mapping[str, Drawn]) -> PaperKey:
    front, pool = plan.front, plan.pool()
    return PaperKey(
        assessment=plan.slug,
        **_head(plan, sitting),
        seed=sitting.base,
        lines=front.lines,
        pool_mark=pool_mark(front.lines, pool),
        papers={paper.id: _key_paper(paper, drawn[paper.id]) for paper in papers},
        keys={one.id: KeyQuestion.of(plan.question_of[one.id], one.module, one.unit) for one in pool},
    )


def _key_paper(paper: Paper, drawn: Drawn) -> KeyPaper:
    return KeyPaper(
        digest=paper.digest,
        candidate=paper.candidate.number if paper.candidate else None,
        form=paper.form,
        seed=drawn.seed,
        avoided=drawn.avoided,
        questions=drawn.questions,
        choices={
            question.id: tuple(choice.id for choice in question.choices)
            for question in paper.questions
            if question.choices
        },
    )
