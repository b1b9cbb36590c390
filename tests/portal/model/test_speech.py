"""Who acts in a bullet, and what is said aloud."""

import pytest

from portal.model.speech import role_of, speeches


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("教师：“坐好。”等笑。“开始。”", ["“坐好。”", "“开始。”"]),
        ("教师在车旁写“懒”，打一个大问号。", []),
        ("教师问：“谁先来”", ["“谁先来”"]),
        ("教师：“他说‘等一下。’第二句。”", ["“他说‘等一下。’第二句。”"]),
        ("教师：“跟我念：‘我不来。’”", ["“跟我念：‘我不来。’”"]),
        ("教师（轻声说“别急。”）：“第一句。第二句？第三句！”", ["“别急。”", "“第一句。第二句？第三句！”"]),
        ("教师：“书上写“懒”，不对。”", ["“书上写“懒”，不对。”"]),
        ("教师：“没有说完，后面漏了。", []),
        ("教师：漏了前面。”“后面还在。”", ["“后面还在。”"]),
        ("教师：‘单引号。’", []),
        ("教师对“都没坏”的：“写一写。”", ["“写一写。”"]),
        ("教师：“（小声）好。）”", ["“（小声）好。）”"]),
    ],
)
def test_whole_sentences_in_quotation_marks_are_said(text: str, said: list[str]) -> None:
    assert [text[first:last] for first, last in speeches(text)] == said


@pytest.mark.parametrize(
    ("bullet", "role"),
    [("教师接：“好。”", "teacher"), ("学生：听", "pupils"), ("为什么：稳。", "why"), ("第一步：写", None)],
)
def test_the_first_word_of_a_bullet_tells_whose_it_is(bullet: str, role: str | None) -> None:
    assert role_of(bullet) == role
