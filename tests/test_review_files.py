"""What reviewers with Git use: the same check as everybody's, and nothing from the network."""

from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]


def test_the_hook_before_a_commit_runs_the_check_from_this_folder() -> None:
    (repository,) = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"]
    (hook,) = repository["hooks"]
    assert (repository["repo"], hook["language"]) == ("local", "system")
    program, file, verb = hook["entry"].split()
    assert (program, verb) == ("python3", "check")
    assert (ROOT / file).is_file()
