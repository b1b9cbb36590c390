"""Permanent ids become names that XML and platforms accept, and come back unchanged."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.exports.questions.permanent_names import id_of, name_of

slugs = st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}", fullmatch=True)


@given(st.one_of(slugs, st.builds("{}/{}".format, slugs, slugs)))
def test_an_id_comes_back_from_its_name(permanent_id: str) -> None:
    name = name_of(permanent_id)
    assert re.fullmatch(r"[a-z_][a-z0-9_-]*", name)
    assert id_of(name) == permanent_id


@pytest.mark.parametrize("name", ["A", "a_b_c", "a b", "__a", "-a"])
def test_a_name_of_anothers_making_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=re.escape(name)):
        id_of(name)
