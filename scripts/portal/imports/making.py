"""A draft → a question of a bank, or everything that is wrong with it."""

from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError

from portal.imports.draft import Draft, DraftChoice
from portal.imports.ids import matched, new_choice_ids
from portal.model.bank import GAP, KINDS, Choice, ChoiceQuestion, Question

_QUESTION: TypeAdapter[Question] = TypeAdapter(Question)

NO_EXPLANATION = "〔写：道理和出处〕"
"""Stands for an explanation in a draft until somebody has written it."""

_USUAL_DIFFICULTY = 2
_MOST_CHOICES = 12
_STATUSES = ("draft", "published", "retired")
_LONGEST = {"prompt": 2000, "text": 500, "feedback": 1000, "explanation": 4000}
_AGREE = frozenset(("对", "正确", "是", "√", "✓", "✔", "t", "true", "y", "yes"))
_DISAGREE = frozenset(("错", "错误", "否", "不对", "不正确", "×", "✗", "✘", "x", "f", "false", "n", "no"))

Fault = tuple[str, str]
"""Reason and cure."""


def agrees(text: str) -> bool | None:
    """Tell whether a choice says that a statement is true (or false); None if it says neither."""
    word = text.strip().rstrip("。.").lower()
    return True if word in _AGREE else False if word in _DISAGREE else None


def type_of(draft: Draft) -> str:
    """Return the type that the draft names, else the one that its choices and answers show."""
    if draft.type or not (draft.choices or draft.accept):
        return draft.type or ("blank" if GAP in draft.prompt else "")
    if not draft.choices:
        return "blank"
    if len(draft.choices) == 2 and {agrees(choice.text) for choice in draft.choices} == {True, False}:
        return "true_false"
    return "multiple" if sum(choice.correct for choice in draft.choices) > 1 else "single"


def faults_of(draft: Draft, type_: str) -> Iterator[Fault]:
    """Yield what is wrong with a draft by itself, before anybody asks where it belongs."""
    if not draft.prompt.strip():
        yield "没有题干", "写上题干；不是题目的行就删掉。"
    if type_ not in KINDS:
        what = f"不认识的题型“{draft.type}”" if draft.type else "看不出是什么题型"
        yield what, f"题型写：{'、'.join(KINDS.values())}。"
    elif type_ == "blank":
        yield from _gap_faults(draft)
    else:
        yield from _choice_faults(draft.choices, type_)
    if draft.difficulty is not None and draft.difficulty not in (1, 2, 3):
        yield f"难度 {draft.difficulty} 不在 1 到 3 之间", "写 1（易）、2（中）或 3（难），不写就算 2。"
    if draft.status and draft.status not in _STATUSES:
        yield (
            f"不认识的状态“{draft.status}”",
            "写 draft（草稿）、published（已发布）或 retired（停用），或者空着。",
        )
    yield from _length_faults(draft)


def _gap_faults(draft: Draft) -> Iterator[Fault]:
    gaps = draft.prompt.count(GAP)
    if not gaps:
        yield "填空题的题干里没有空", f"在要填的地方写四个下划线 {GAP}。"
    elif not draft.accept or not all(draft.accept):
        yield "填空题没有答案", "每个空至少写一个答案。"
    elif gaps != len(draft.accept):
        yield f"题干有 {gaps} 个空，答案有 {len(draft.accept)} 组", "每个空一组答案，按先后次序写。"


def _choice_faults(choices: Sequence[DraftChoice], type_: str) -> Iterator[Fault]:
    kind, right = KINDS[type_], sum(choice.correct for choice in choices)
    if type_ == "true_false" and {agrees(choice.text) for choice in choices} != {True, False}:
        yield "判断题的选项不是“对”和“错”", "判断题只写答案：对，或者错；别的选项请用单选题。"
        return
    if len(choices) < 2:
        yield f"{kind}题只有 {len(choices)} 个选项", "至少写两个选项。"
    elif len(choices) > _MOST_CHOICES:
        yield f"有 {len(choices)} 个选项", f"最多 {_MOST_CHOICES} 个：删掉几个，或者拆成两道题。"
    if right == 0:
        yield "没有正确答案", "写上正确选项的字母。"
    elif type_ == "multiple" and right == 1:
        yield "多选题只有 1 个正确答案", "再写上一个正确选项的字母；只有一个正确，就把题型改成单选。"
    elif type_ == "multiple" and right == len(choices) > 1:
        yield "多选题的选项全部正确", "至少要有一个错误的选项。"
    elif type_ != "multiple" and right > 1:
        yield f"{kind}题有 {right} 个正确答案", "只留一个；确实不止一个正确，就把题型改成多选。"


def _length_faults(draft: Draft) -> Iterator[Fault]:
    texts = [("题干", "prompt", draft.prompt), ("解析", "explanation", draft.explanation)]
    for number, choice in enumerate(draft.choices):
        letter = chr(ord("A") + number)
        texts += [
            (f"选项 {letter}", "text", choice.text),
            (f"选项 {letter} 的反馈", "feedback", choice.feedback),
        ]
        if not choice.text.strip():
            yield f"选项 {letter} 是空的", "写上它的文字，或者把它删掉。"
    for name, kind, text in texts:
        if len(text) > _LONGEST[kind]:
            cure = f"缩到 {_LONGEST[kind]} 字以内；几道题连在一起了，就把它们分开。"
            yield f"{name}有 {len(text)} 字，太长", cure


def status_of(draft: Draft, old: Question | None, wished: str) -> str:
    """Return the status that a question is to have; what nobody has explained stays a draft."""
    if draft.status:
        status = draft.status
    elif old is not None:
        status = "published" if wished == "published" and old.status == "draft" else old.status
    else:
        status = wished or "draft"
    explained = draft.explanation.strip() or (old is not None and old.explanation != NO_EXPLANATION)
    return status if explained or status == "retired" else "draft"


def make(
    draft: Draft, old: Question | None, id_: str, objective: str, status: str
) -> tuple[Question | None, tuple[str, ...], list[Fault]]:
    """Return the question, the ids of its choices in the order of the file, and what is wrong with it.

    What the draft leaves empty stays as it is in the old question.
    """
    type_ = type_of(draft)
    data: dict[str, Any] = _kept(old) | {
        "id": id_,
        "type": type_,
        "objective": objective,
        "prompt": draft.prompt,
        "explanation": draft.explanation.strip() or (old.explanation if old else NO_EXPLANATION),
        "difficulty": draft.difficulty or (old.difficulty if old else _USUAL_DIFFICULTY),
        "status": status,
        "replaces": draft.replaces.rpartition("/")[2] or (old.replaces if old else None),
    }
    ids: list[str] = []
    if type_ == "blank":
        data["blanks"] = {"accept": draft.accept}
    else:
        olds = old.choices if isinstance(old, ChoiceQuestion) else ()
        choices, ids = _choices(draft, type_, olds)
        data["choices"] = choices
    try:
        return _QUESTION.validate_python(data), tuple(ids), []
    except ValidationError as error:
        return None, (), list(_refusals(error))


def _kept(old: Question | None) -> dict[str, Any]:
    """Return what an old question says that no file can say."""
    if old is None:
        return {}
    fields = set(type(old).model_fields) - {"choices", "blanks"}
    return {name: getattr(old, name) for name in fields}


def _choices(draft: Draft, type_: str, olds: Sequence[Choice]) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the choices as data in the order of the bank, and their ids in the order of the file."""
    if type_ == "true_false":
        ids = ["agree" if agrees(choice.text) else "disagree" for choice in draft.choices]
        texts = ["对" if id_ == "agree" else "错" for id_ in ids]
        feedback = {old.id: old.feedback for old in olds}
        homes = [feedback.get(id_) for id_ in ids]
    else:
        found = matched(draft.choices, olds)
        taken = {*(old.id for old in olds), *(choice.id for choice in draft.choices)}
        fresh = iter(new_choice_ids(len(found), taken))
        pairs = zip(draft.choices, found, strict=True)
        ids = [old.id if old else choice.id or next(fresh) for choice, old in pairs]
        texts = [choice.text for choice in draft.choices]
        homes = [old.feedback if old else None for old in found]
    made = [
        {
            "id": id_,
            "text": text,
            "correct": choice.correct,
            "feedback": choice.feedback.strip() or home or None,
        }
        for id_, text, choice, home in zip(ids, texts, draft.choices, homes, strict=True)
    ]
    return (sorted(made, key=lambda one: str(one["id"])) if type_ == "true_false" else made), ids


_NAMES = {
    "id": "编号", "prompt": "题干", "explanation": "解析", "text": "选项", "feedback": "反馈",
    "accept": "答案", "replaces": "替换的编号", "difficulty": "难度", "status": "状态",
    "choices": "选项", "objective": "目标",
}  # fmt: skip
_SLUG_CURE = "编号只用小写英文字母、数字和连字符，如 first-words，最多 40 个字符；空着就由程序来编。"


def _refusals(error: ValidationError) -> Iterator[Fault]:
    """Yield what pydantic has against a question, in the words of whoever fills in a table."""
    for detail in error.errors(include_url=False):
        name = next((_NAMES[key] for key in reversed(detail["loc"]) if key in _NAMES), "这道题")
        given = str(detail.get("input"))[:30]
        if detail["type"] == "refused":
            yield f"{name}{detail['ctx']['reason']}", str(detail["ctx"]["cure"])
        elif detail["type"] in ("string_pattern_mismatch", "string_too_long"):
            yield f"{name}“{given}”不合格", _SLUG_CURE
        elif detail["type"] == "string_too_short":
            yield f"{name}是空的", "写上它，或者把这一项删掉。"
        else:
            yield f"{name}“{given}”的写法不对", "照手册“从 Excel、Word 带题进来”改。"
