"""Ids depend on what a question says, not on how it is spelled nor in which order."""

from itertools import pairwise
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from taking_room import choices, single

from portal.imports import ids
from portal.imports.ids import fingerprint, matched, names_for, new_choice_ids
from portal.imports.known import Known
from portal.model.bank import Choice

texts = st.text("一二三四五，。 ab*", min_size=1, max_size=8)


@given(texts, st.lists(texts, min_size=2, max_size=5), st.randoms())
def test_the_order_of_choices_does_not_count(prompt: str, said: list[str], dice: object) -> None:
    turned = sorted(said, key=lambda _: dice.random())  # type: ignore[attr-defined]
    assert fingerprint(prompt, said) == fingerprint(prompt, turned)


def test_emphasis_spaces_widths_and_folders_of_pictures_do_not_count() -> None:
    first = fingerprint("哪一项**不**合适？![脸](face.png)", ["Ａ 项", "“乙”"])
    assert first == fingerprint("哪一项不合适?![脸](pictures/first-steps/face.png)", ["a项", '"乙"'])
    assert first != fingerprint("哪一项不合适?![脸](other.png)", ["a项", '"乙"'])


def test_ids_are_lower_case_and_grow_only_when_they_must() -> None:
    print_ = fingerprint("题", ["甲", "乙"])
    names = list(names_for(print_))
    assert [len(name) for name in names] == [10, 14, 18, 22, 26, 30, 34]
    assert all(longer.startswith(shorter) for shorter, longer in pairwise(names))


def test_two_questions_whose_prints_begin_alike_get_two_ids() -> None:
    drafts = [single(2), single(3, prompt="午休时学生跑来告诉你，他和同桌吵架了。先做什么？")]
    prints = {draft.prompt: f"sameprint{number}" + "a" * 40 for number, draft in enumerate(drafts)}
    with patch("portal.imports.known.fingerprint", lambda prompt, _: prints[prompt]):
        known = Known(None)
        assert [known.identify(draft)[0] for draft in drafts] == ["q-sameprin", "q-sameprint1aa"]
        assert known.identify(drafts[1])[0] == "q-sameprint1aa"


def test_choices_are_matched_by_id_by_text_and_the_last_one_by_what_is_left() -> None:
    olds = [Choice(id=id_, text=text, correct=False) for id_, text in zip("abc", "甲乙丙", strict=True)]

    def found(*texts_: str) -> list[str]:
        return [old.id if old else "" for old in matched(choices(*texts_), olds)]

    assert found("丙", "甲", "乙") == ["c", "a", "b"]
    assert found("甲。", "新的", "丙") == ["a", "b", "c"]
    assert found("新的", "另一个", "丙") == ["", "", "c"]
    assert found("甲", "乙", "丙", "丁") == ["a", "b", "c", ""]


def test_new_choices_take_letters_that_are_free() -> None:
    assert new_choice_ids(3) == ["a", "b", "c"]
    assert new_choice_ids(2, {"a", "c", "notice"}) == ["b", "d"]
    assert ids.new_choice_ids(12)[-1] == "l"
