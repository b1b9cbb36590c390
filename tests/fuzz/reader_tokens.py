"""Words and signs that mean something to a reader: what fuzzing puts where chance never would."""

_SIGNS = r"""
    0 -1 1e999 0.5 999999999999999999999999999999 １ A Ａ L M AB √ × 对 错 ____ （） ； | 、 * `
    <b> ![a](a.png) [id:c-a/b] c-a/b
"""
_UNSEEN = ["\n", "\t", "\u3000", "\u200b", "\ue006", "\u2028", "\U0001f600"]
_PAPER = """
    一、单选题 多选题 判断题 填空题 1. 2、 第3题 （4） 1-5ABCDA 1～3： A. B． (C) 答案： 【答案】 【解析】
    【A】 【难度】 【知识点】 【单元】 【编号】 参考答案 题号 故选： （√） 我的答案: （正确答案） 回答1-3题
"""
_SHEET = """
    题型 题干 题干（Markdown） 选项 选项A 选项L 反馈A 正确答案 答案解析 难度 知识点 状态 课程 题目编号
    选项编号 替代 序号 要改的地方 单选题 多选题 判断题 填空题 示例 合计 注： 一、单选题 草稿 ★★☆ {} (1)
"""
_XLSX = """
    XFD1048576 A1:XFD1048576 ZZZ9999999 s b e n str inlineStr _xD800_ _x000D_ #N/A yyyy/m/d 0% [h]:mm #?/?
    2958466 hidden externalLink ../../a
"""
_DOCX = "QuestionMore decimal upperLetter chineseCounting %1. %9 F0FC zz external ../../a restart continue"
_XLS = '<table> <tr> <td> <td|rowspan=9> <td|colspan=1000> <br> ss:Index="9" <Row> <Cell> <Data>'
_CSV = ", ; \" sep=; '="
_GIFT = r"""
    :: { } = ~ %50% %-100% # #### -> // $CATEGORY: [html] [markdown] {T} {FALSE# {#9:1} \ \n //|[id: [tag:
"""
_MOODLE = """
    <question|type=" multichoice truefalse shortanswer numerical cloze category <text> <![CDATA[ ]]>
    <answer|fraction="100"> <generalfeedback> <idnumber> <file|name="a.png"|encoding="base64">
    @@PLUGINFILE@@/a.png {1:MC:=甲~乙} {1:SA:= <p> <table><tr><td> <img|alt=""|src=" &nbsp;
"""


def _of(*texts: str) -> tuple[str, ...]:
    """Return the tokens of texts, where spaces stand between tokens; within one, `|` stands for a space."""
    tokens = [one if len(one) < 3 else one.replace("|", " ") for text in texts for one in text.split()]
    return (*tokens, *_UNSEEN)


TOKENS = {
    "xlsx": _of(_SIGNS, _SHEET, _XLSX),
    "xls": _of(_SIGNS, _SHEET, _XLS),
    "csv": _of(_SIGNS, _SHEET, _CSV),
    "docx": _of(_SIGNS, _PAPER, _DOCX),
    "gift": _of(_SIGNS, _GIFT),
    "moodle": _of(_SIGNS, _MOODLE),
}
"""Form → its tokens."""


def dictionary(form: str) -> str:
    """Return the tokens of a form as libFuzzer reads them."""
    return "".join('"' + "".join(f"\\x{byte:02x}" for byte in one.encode()) + '"\n' for one in TOKENS[form])
