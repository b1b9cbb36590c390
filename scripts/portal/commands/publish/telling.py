"""What a trainer reads about a draft, a trial and a release."""

from pathlib import Path

from portal.commands.publish.preparing import Prepared
from portal.errors import said
from portal.releases.draft_file import DRAFT_NAME, FACTS_NAME
from portal.releases.kept import kept_in, previous_of
from portal.releases.servers import SAMPLES, inline_hashes, policy, policy_in, with_policy

_SAMPLES_AT = "docs/_includes/servers"


def tell_draft(prepared: Prepared) -> None:
    """Print the notes; beside a person's own, what they do not say literally."""
    draft = prepared.draft
    print(f"\n{draft.notes}\n")
    if not draft.is_edited:
        return
    print(f"{DRAFT_NAME} 有人改过，照它的用，没有重新起草。" if prepared.is_written else "用的是改过的说明。")
    if draft.news:
        print(f"现在比出来、说明里没有照原样写的（全文在 {FACTS_NAME}）：")
        print("\n".join(draft.news) + "\n")


def _size(site: Path) -> str:
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    taken = sum(path.is_relative_to(site / "files") for path in files)
    megabytes = sum(path.stat().st_size for path in files) / 1024 / 1024
    return f"{pages} 个页面，{taken} 个给老师取走的文件，共 {megabytes:.1f} MB"


def tell_trial(site: Path, number: str) -> None:
    """Print what would have been published."""
    print(f"试过了，都能成：{number}，{_size(site)}。什么也没有改动。")


def tell_release(root: Path, site: Path, number: str, site_url: str | None) -> None:
    """Print what was published, and what to do now."""
    print(f"\n发布了 {number}：{site}\n{_size(site)}。")
    previous = previous_of(site)
    if previous.is_dir():
        before = kept_in(previous)
        what = f"上一次的 {before.number} " if before else "原来的网站"
        print(f"{what}留在 {previous.name}，publish --back 可以退回去。")
    print("接下来：把 site/ 里的全部文件传到服务器，做法见手册“发布”。")
    if not site_url:
        print("mkdocs.yml 里没有 site_url，订阅和站点地图写不出完整的网址。网站有了固定的网址，就加一行。")
    if (root / ".git").exists():
        print(f"项目在 Git 里：提交这次的改动，再打一个标签，git tag {number}。")


def write_server_files(root: Path, site: Path) -> None:
    """Write the servers' configurations for this site beside it; say so when servers need the new one."""
    wanted = policy(inline_hashes(site))
    folder = root / f"{site.name}.servers"
    try:
        for name in SAMPLES:
            sample, target = root / _SAMPLES_AT / name, folder / name
            if not sample.is_file():
                continue
            before = policy_in(target.read_text("utf-8")) if target.is_file() else ""
            folder.mkdir(exist_ok=True)
            target.write_text(with_policy(sample.read_text("utf-8"), wanted), encoding="utf-8", newline="\n")
            if before and before != wanted:
                where = f"{folder.name} 里新的"
                print(f"网页里的小脚本变了：服务器上的 {name} 要换成 {where}，不然有的按钮不灵。")
    except OSError as error:
        print(f"网站已经换好，只是服务器配置没有写成：{error.filename}：{said(error)}。")
