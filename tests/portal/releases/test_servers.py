"""The policy that a server sends, and the samples that carry it."""

from pathlib import Path

import pytest

from portal.releases.servers import SAMPLES, inline_hashes, policy, policy_in, with_policy

INCLUDES = Path(__file__).parents[3] / "docs" / "_includes" / "servers"


def test_each_script_in_a_page_is_named_once_and_data_is_not(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<script>alert(1)</script><script>alert(1)</script><script src=x.js></script>"
        '<script type="application/json">{}</script><script type=module>alert(2)</script>',
        "utf-8",
    )
    assert inline_hashes(tmp_path) == (
        "sha256-4axlHpxgDbFzJObpXPFZgZhULrEGgJiud3OwxN9unHg=",
        "sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=",
    )


def test_a_page_saved_on_windows_has_the_hash_that_browsers_compute(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"<script>a()\r\nb()</script>")
    (tmp_path / "b.html").write_bytes(b"<script>a()\nb()</script>")
    assert len(inline_hashes(tmp_path)) == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_takes_another_policy_and_nothing_else_changes(name: str) -> None:
    sample = (INCLUDES / name).read_text("utf-8")
    wanted = policy(("sha256-abc=",))
    changed = with_policy(sample, wanted)
    assert policy_in(changed) == wanted
    assert changed.replace(wanted, policy_in(sample)) == sample
    assert "script-src 'self' 'sha256-abc='; style-src" in changed
