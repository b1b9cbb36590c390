"""`portal report --forget`: takes people, or everything, out of the store."""

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from portal.commands.root import project_root
from portal.errors import PortalError

if TYPE_CHECKING:
    from portal.reports.store.store import Store


def forget_people(folder: Path, store: "AbstractContextManager[Store]", names: Sequence[str]) -> None:
    """Take people out of the store in a folder and say where they stand still.

    Raises PortalError for nobody's name, and where there is no store: nothing may sound as if it was deleted.
    """
    from portal.reports.privacy.forget import forget, lost_reports, wanted_of, words_of
    from portal.reports.store.folder import is_store

    people = [wanted_of(name) for name in names]
    if not is_store(folder):
        raise PortalError(
            f"{folder} 不在，或者里面没有存过记录，什么也没有删。--out 要写成出报告时的那个；"
            "换过地方，用 --store 指给它。"
        )
    with store as opened:
        done = forget(opened, people)
        print("\n".join(words_of(done, lost_reports(opened.folder))))


def forget_everything(folder: Path) -> None:
    """Delete a store and name the reports that were made with it."""
    from portal.reports.privacy.forget import forget_all
    from portal.reports.store.folder import is_store

    if not is_store(folder):
        print(
            f"{folder} 不在，或者里面没有存过记录，没有东西要删。换过地方，用 --store 指给它。",
            file=sys.stderr,
        )
        return
    reports = forget_all(folder, project_root())
    print(f"{folder} 里存的记录、化名的钥匙和对照表都删掉了。收来的文件没有动，也请删掉。")
    if reports:
        print("用它出过这些报告，没有动：")
        print("\n".join(f"　{one.folder}（{one.day}，{one.people} 人）" for one in reports))
