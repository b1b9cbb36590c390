"""What must hold of an assessment's plan before papers are made: findings with codes A101 to A108."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from portal.model.assessment import Assessment
from portal.model.bank import ChoiceQuestion
from portal.model.draw import fits, most_taken
from portal.model.finding import Finding

_TELLING = re.compile(
    r"(^|.*-)(right|correct|true|wrong|incorrect|false|answer|distractor)(-.*|$)|yes|no|good|bad|key|ok"
)


def plan_findings(plan: Assessment) -> list[Finding]:
    """Return everything that is wrong with a plan, sorted by place."""
    return sorted([*_modules(plan), *_lines(plan), *_pools(plan), *_telling_ids(plan), *_unfilled(plan)])


def _unfilled(plan: Assessment) -> Iterator[Finding]:
    for name in ("title", "instructions"):
        if "〔" in (getattr(plan.front, name) or ""):
            yield Finding(plan.marks.at(name), "A110", f"'{name}' 里还有没填的〔…〕", "写上考生要看到的话。")


def _modules(plan: Assessment) -> Iterator[Finding]:
    there = [bank.slug for bank in plan.banks]
    home: dict[str, str] = {}
    for module, banks in plan.front.modules.items():
        for number, name in enumerate(banks):
            place = plan.marks.at("modules", module, number)
            if name not in there:
                near = get_close_matches(name, there, 1)
                hint = f"是不是 '{near[0]}'？" if near else ""
                yield Finding(
                    place, "A101", f"没有题库 banks/{name}.yml", f"{hint}现有：{'、'.join(there) or '无'}。"
                )
            elif name in home:
                reason = f"题库 '{name}' 已经在模块 '{home[name]}' 里"
                yield Finding(place, "A101", reason, "一个题库只属于一个模块，删掉一处。")
            home.setdefault(name, module)
    for bank in plan.banks:
        if plan.front.modules and bank.slug not in home:
            cure = "在 assessment.yml 的 modules 里把它列进一个模块；用不着就把文件移走。"
            reason = f"题库 '{bank.slug}' 不在任何模块里，一题也抽不到"
            yield Finding(bank.marks.at(), "A102", reason, cure, "warning")


def _lines(plan: Assessment) -> Iterator[Finding]:
    modules = plan.modules()
    objectives = {bank.slug: {question.objective for question in bank.published} for bank in plan.banks}
    for number, line in enumerate(plan.front.lines):
        units = modules.get(line.module)
        if units is None:
            near = get_close_matches(line.module, modules, 1)
            hint = f"是不是 '{near[0]}'？" if near else ""
            place = plan.marks.at("lines", number, "module")
            yield Finding(
                place, "A103", f"没有模块 '{line.module}'", f"{hint}现有：{'、'.join(modules) or '无'}。"
            )
        elif line.unit and line.unit not in units:
            place = plan.marks.at("lines", number, "unit")
            reason = f"模块 '{line.module}' 里没有题库 '{line.unit}'"
            yield Finding(place, "A103", reason, f"现有：{'、'.join(units)}。")
        elif line.objective and line.objective not in objectives.get(line.unit or "", set()):
            place = plan.marks.at("lines", number, "objective")
            reason = f"题库 '{line.unit}' 里没有目标是 '{line.objective}' 的题"
            known = "、".join(sorted(objectives.get(line.unit or "", set())))
            yield Finding(place, "A103", reason, f"现有：{known or '无'}。")


def _pools(plan: Assessment) -> Iterator[Finding]:
    pool, modules = plan.pool(), plan.modules()
    is_short = False
    for number, (fitting, most) in enumerate(most_taken(plan.front.lines, pool)):
        line = plan.front.lines[number]
        if fitting - most >= line.count:
            continue
        is_short = True
        if line.module in modules:
            before = f"，前面几行最多拿走 {most} 道" if most else ""
            reason = f"这一行要 {line.count} 题，合用的只有 {fitting} 道{before}"
            cure = "往题库里添题（status: published），或把 count 改小。"
            yield Finding(plan.marks.at("lines", number, "count"), "A104", reason, cure)
    if plan.front.forms and not is_short:
        yield from _overlap(plan)


def _overlap(plan: Assessment) -> Iterator[Finding]:
    pool, forms = plan.pool(), len(plan.front.forms)
    for number, line in enumerate(plan.front.lines):
        fitting = sum(fits(line, one) for one in pool)
        if fitting < line.count * forms:
            reason = f"{forms} 套卷各要 {line.count} 题，合用的只有 {fitting} 道，几套卷会有同样的题"
            cure = f"添到 {line.count * forms} 道，几套卷就没有重复的题；不在意可以不管。"
            yield Finding(plan.marks.at("lines", number, "count"), "A105", reason, cure, "warning")


def _telling_ids(plan: Assessment) -> Iterator[Finding]:
    for bank in plan.banks:
        for number, question in enumerate(bank.questions):
            if not isinstance(question, ChoiceQuestion) or question.type == "true_false":
                continue
            for position, choice in enumerate(question.choices):
                if _TELLING.fullmatch(choice.id):
                    place = bank.marks.at("questions", number, "choices", position, "id")
                    reason = f"题目 '{question.id}' 的选项编号 '{choice.id}' 会泄露对错"
                    yield Finding(
                        place, "A106", reason, "试卷文件里带着编号：换成只说内容的词，例如 listen。"
                    )
