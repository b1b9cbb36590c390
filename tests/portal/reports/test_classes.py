import pytest

from portal.reports.classes import class_of

FIVE_TWO = [
    "五(2)班", "五（2）班", "五2班", "五2", "五［2］班", "五【2】班", "五（二）班", "五年级2班",
    "五年级（2）班", "五年级二班", "五年2班", "5(2)班", "５（２）班",
    "5（02）班", "5年级2班", "5.2班", "5-2班", "五·2班",
]  # fmt: skip


@pytest.mark.parametrize("label", [*FIVE_TWO, " 五 (2) 班", "五\u200b(2)班", "五(2班"])
def test_ways_of_writing_one_class_are_one_class(label: str) -> None:
    assert class_of(label) == class_of("五(2)班")
    assert class_of(label).grades == (5,)


@pytest.mark.parametrize(
    "label",
    ["52班", "502班", "2班", "(2)班", "5.2", "5-2", "五二班", "五(2)中队", "小五(2)班", "五(12)班", ""],
)
def test_what_is_not_certain_stays_apart(label: str) -> None:
    assert class_of(label).key != class_of("五(2)班").key


def test_brackets_between_two_numbers_are_kept() -> None:
    assert class_of("2024(3)班").key != class_of("20243班").key
    assert class_of("2024级(3)班") == class_of("２０２４级3班")
    assert class_of("") == class_of(" \u200b")
    assert class_of("").key == ""


@pytest.mark.parametrize(
    ("label", "grades"),
    [
        ("一(2)班", (1, 7, 10)), ("3(2)班", (3, 9, 12)), ("六(1)班", (6,)), ("八年级3班", (8,)),
        ("初一(1)班", (7, 6)), ("初三1班", (9, 8)), ("初四(1)班", (9,)), ("高二（11）班", (11,)),
        ("12(1)班", (12,)), ("五(甲)班", (5,)), ("高四(1)班", ()), ("2班", ()), ("12班", ()),
        ("七巧板班", ()), ("十(1)班", ()), ("2024级3班", ()), ("三好班", ()),
    ],
)  # fmt: skip
def test_a_grade_is_known_only_from_a_clear_beginning(label: str, grades: tuple[int, ...]) -> None:
    assert class_of(label).grades == grades


@pytest.mark.parametrize(
    ("label", "lesson_grade", "grade", "fits"),
    [
        ("五(2)班", 5, 5, True), ("五(2)班", 8, 5, False), ("2班", 8, 8, True), ("一(2)班", 10, 10, True),
        ("一(2)班", 2, 1, False), ("一(2)班", 8, 7, False), ("一(2)班", 12, 10, False),
        ("初一(2)班", 6, 6, True), ("初一(2)班", 9, 7, False), ("高一(2)班", 1, 10, False),
    ],
)  # fmt: skip
def test_a_class_has_its_own_grade_before_the_lesson_s(
    label: str, lesson_grade: int, grade: int, fits: bool
) -> None:
    assert (class_of(label).grade(lesson_grade), class_of(label).fits(lesson_grade)) == (grade, fits)
