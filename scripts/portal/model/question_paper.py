"""How questions stand in a Word document: the labels of their parts, and our own paragraph styles.

Reader and writer share this. In paragraphs of our styles nothing is guessed: what stands there is prompt,
choice or the rest of what stands before, whatever it looks like.
"""

PROMPT, CHOICE, PART = "QuestionPrompt", "QuestionChoice", "QuestionPart"
"""Ids of the styles of a numbered prompt, of a choice, of a labelled line."""

MORE, SOURCE = "QuestionMore", "QuestionSource"
"""Ids of the styles of what goes on with the paragraph before: as it looks, or as Markdown."""

STYLE_NAMES = {
    PROMPT: "题干", CHOICE: "题目选项", PART: "题目说明", MORE: "题目续段", SOURCE: "题目原文（Markdown）"
}  # fmt: skip
"""Id of a style → its name in Word."""

CALLED = {
    "answer": ("答案", "正确答案", "参考答案", "标准答案", "正确选项", "试题答案", "题目答案", "本题答案"),
    "explanation": (
        "解析",
        "答案解析",
        "试题解析",
        "题目解析",
        "解析说明",
        "详解",
        "解答",
        "说明",
        "分析",
        "点评",
    ),
    "difficulty": ("难度", "难易度", "难易程度", "难度系数", "难度等级", "试题难度"),
    "objective": ("目标", "知识点", "考点", "考查点", "考察点", "学习目标", "教学目标", "知识模块", "章节"),
    "id": ("编号", "题目编号", "试题编号", "题目ID", "试题ID", "ID"),
    "type": ("题型", "题目类型", "试题类型"),
    "status": ("状态", "题目状态"),
    "unit": ("单元", "所属单元"),
    "replaces": ("替代", "替换", "顶替"),
    "": ("分值", "分数", "来源", "出处", "题源", "年份", "得分", "专题", "我的答案", "学生答案", "你的答案"),
}
"""Part of a question → what people call it, our own word first; nothing asks for what the empty one names."""

PARTS = {name: part for part, names in CALLED.items() for name in names}

BARE = frozenset(
    {*CALLED["answer"], *CALLED["difficulty"], *CALLED["id"], "解析", "答案解析", "试题解析", "题目解析",
     "详解", "知识点", "考点", "考查点", "考察点", "目标", "题型", "分值",
     "分析", "解答", "点评", "专题", "得分", "我的答案", "学生答案", "你的答案"}
)  # fmt: skip
"""Labels that people also write without brackets: `答案：B`."""


def labelled(part: str) -> str:
    """Return the label of a part as we write it, such as 【答案】."""
    return f"【{CALLED[part][0]}】"
