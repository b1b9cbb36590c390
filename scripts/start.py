#!/usr/bin/env python3
"""Starts the portal on a bare machine: makes `.venv` from the lock, then runs `portal` or the tests in it.

Standard library only, and it never installs into the system's own Python. It must parse on Python 3.6,
so that an old Python gets a message and not a traceback.
"""

import configparser
import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def channel(stream):
    """Return the stream's own encoding if it can carry Chinese (UTF-8, GBK), else UTF-8."""
    try:
        "中文".encode(stream.encoding)
    except (UnicodeError, LookupError, TypeError):
        return "utf-8"
    return stream.encoding


if sys.version_info < (3, 11):  # noqa: UP036 - whoever runs an older Python must be told
    OLD = "需要 Python 3.11 或更新的版本，现在是 {}.{}（{}）。\n请安装新版后用它运行，例如：python3.11 scripts/start.py\n"
    sys.stderr.buffer.write(
        OLD.format(sys.version_info[0], sys.version_info[1], sys.executable).encode(channel(sys.stderr), "replace")
    )
    sys.exit(2)

ROOT = Path(__file__).resolve().parent.parent
BASE = sys._base_executable if sys.prefix != sys.base_prefix else sys.executable  # never .venv's own Python
LOCKS = {"site": "requirements.lock", "test": "requirements-test.lock"}
PORTAL = "import sys; sys.argv[0] = 'portal'; from portal.cli import main; sys.exit(main())"
OWN_CHROMIUM = (
    "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
)
HELP = """用法：python3 scripts/start.py [命令] [参数……]

  serve    生成网站，在本机打开，改了就刷新（不写命令时就是它）
  build    生成网站到 site/
  check    检查内容：文件、行号、原因、改法
  new      新建一课、一个单元、一套题
  report   汇总学习记录，出报表
  test     准备好测试要用的一切（包括浏览器），运行全部测试；后面的参数交给 pytest

第一次会在本文件夹建 .venv（约 1–5 分钟，需要联网）；以后几秒就开始。某个命令的详细用法：命令后加 --help。
已设置的 pip 或 uv 镜像照样有效；测试用的浏览器可用环境变量 PORTAL_BROWSER 指定。"""
CURES = (  # what tools print (Windows translates the words but not the number) and what helps
    (r"No space left|os error (28|112)\b|WinError 112|not enough space|Disk quota", "磁盘满了。请腾出至少 1 GB 再运行一次"),
    (
        r"Permission denied|Access is denied|os error (5|13|30)\b|WinError (5|32)\b|Read-only file system",
        "没有写入的权限，或文件正被占用。请关掉其他正在运行的窗口，或把整个文件夹复制到自己能写的地方再运行",
    ),
    (r"do not match the hashes|hash mismatch", "镜像给的文件和锁文件不一致。请换一个 pip 镜像再运行一次"),
    (
        r"dns error|name resolution|Name or service not known|nodename nor servname|getaddrinfo|tcp connect error"
        r"|NewConnectionError|Connection (refused|reset|aborted)|Network is unreachable|timed? ?out|ProxyError",
        "下载不了，网络不通或太慢。请检查网络和代理；在国内可以先设置 pip 镜像（pip config set global.index-url 镜像地址）",
    ),
)
NO_PIP = r"No module named '?(pip|ensurepip|venv)|no such option|ensurepip is not available"


class Stop(Exception):  # noqa: N818 - not an error of ours: it ends the program with a message
    """A message for the user: what is wrong, and what to do."""


class Failed(Exception):  # noqa: N818
    """A step did not end well; the text is what it printed."""


def say(text):
    """Print progress on stderr, so that stdout stays clean for what a command prints."""
    print(text, file=sys.stderr, flush=True)


def cure(text):
    """Return what helps against a failure that shows this text, or nothing if it is not known."""
    return next((words for pattern, words in CURES if re.search(pattern, text, re.IGNORECASE)), "")


def problem(what, text):
    """Return the message for a failure: what, the cure when it is known, and the end of the tool's own words."""
    tail = "\n".join("    " + line for line in text.strip().splitlines()[-8:])
    return Stop(f"{what}\n  办法：{cure(text) or '请看下面的原文；解决不了就把它发给维护的人'}。\n  位置：{ROOT}\n  原文：\n{tail}")


def child_env(environ=os.environ):
    """Return the environment of every child: UTF-8 mode, nothing that leads pip out of `.venv`."""
    env = {name: value for name, value in environ.items() if name not in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV")}
    return {**env, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8", "PIP_USER": "0", "DEBIAN_FRONTEND": "noninteractive"}


def run(command, env=None, patience=3600):
    """Run one step quietly and return what it printed; tell every 20 seconds that it still runs."""
    began = time.monotonic()
    try:
        child = subprocess.Popen(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, env=env or child_env(), cwd=ROOT, encoding="utf-8", errors="replace",
        )  # fmt: skip
    except OSError as error:
        raise Failed(str(error)) from error
    try:
        while True:
            try:
                output = child.communicate(timeout=min(20, patience))[0]
                break
            except subprocess.TimeoutExpired:
                spent = time.monotonic() - began
                if spent >= patience:
                    raise Failed(f"timed out: {spent:.0f} s") from None
                say(f"  ……还在进行，已用 {spent:.0f} 秒")
    finally:
        if child.poll() is None:
            child.kill()
    if child.returncode:
        raise Failed(output)
    return output


def hand_over(command, env, cwd):
    """Run a command in the foreground and return its exit code; what ends us ends it too."""
    child = subprocess.Popen([str(word) for word in command], env=env, cwd=cwd)
    try:
        status = child.wait()
        return status if status >= 0 else 128 - status
    except KeyboardInterrupt:  # the terminal has told the child as well: let it clear up
        with contextlib.suppress(subprocess.TimeoutExpired, KeyboardInterrupt):
            child.wait(10)
        return 130
    finally:
        if child.poll() is None:
            child.terminate()
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                child.kill()


# The environment


def python_of(root):
    """Return the path of the Python in `.venv`."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(root):
    """Return what an environment is made from: another place, Python or lock asks for a new one."""
    digest = {
        name: hashlib.sha256(b"\0".join((root / file).read_bytes() for file in files)).hexdigest()
        for name, files in {"locks": sorted(LOCKS.values()), "project": ["pyproject.toml"]}.items()
    }
    return {"root": str(root), "python": sys.implementation.cache_tag, **digest}


def state(root, kind):
    """Return "ready", "upgrade" (sound, something is missing) or "new" (none, half made, moved or broken)."""
    want = fingerprint(root)
    try:
        have = dict(json.loads((root / ".venv/portal.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return "new"
    if any(have.get(name) != want[name] for name in ("root", "python", "locks")):
        return "new"
    needs = "portal mkdocs pytest playwright" if have.get("kind") == "test" else "portal mkdocs"
    test = f"import sys; from importlib.util import find_spec as f; sys.exit(not all(map(f, {needs.split()})))"
    try:
        run([python_of(root), "-X", "utf8", "-c", test], patience=60)
    except Failed:
        return "new"
    return "ready" if have["project"] == want["project"] and have.get("kind") in (kind, "test") else "upgrade"


def pip_settings(environ, home=None):
    """Return the user's pip settings; read from the files, for a bare machine has no pip to ask."""
    home = Path(home or Path.home())
    folders = [environ.get("PROGRAMDATA", "/etc"), "/etc/xdg", "/Library/Application Support"]
    files = [Path("/etc/pip.conf"), *(Path(folder, "pip", name) for folder in folders for name in ("pip.conf", "pip.ini"))]
    files += [home / ".pip/pip.conf", home / "pip/pip.ini", home / "Library/Application Support/pip/pip.conf"]
    files += [Path(environ.get("XDG_CONFIG_HOME") or home / ".config", "pip/pip.conf")]
    files += [Path(environ.get("APPDATA") or home, "pip/pip.ini"), Path(environ.get("PIP_CONFIG_FILE") or os.devnull)]
    found = {}
    for section in ("global", "install"):
        for file in files:
            parser = configparser.RawConfigParser(strict=False)
            with contextlib.suppress(OSError, configparser.Error):
                parser.read_string(file.read_text("utf-8-sig", errors="replace"))
                found.update(parser.items(section) if parser.has_section(section) else {})
    found.update((k[4:].lower().replace("_", "-"), v) for k, v in environ.items() if k.startswith("PIP_") and v)
    return {name.replace("_", "-"): value for name, value in found.items()}


def uv_env(environ=os.environ, home=None):
    """Return the environment for uv, which does not read pip's settings, with the user's mirror in it."""
    env, pip = child_env(environ), pip_settings(environ, home)
    env.setdefault("UV_PYTHON_DOWNLOADS", "never")
    mine = {"UV_DEFAULT_INDEX", "UV_INDEX_URL"} & environ.keys()
    if not mine and "index-url" in pip:
        env["UV_DEFAULT_INDEX"] = pip["index-url"]
    if not mine | ({"UV_INDEX", "UV_EXTRA_INDEX_URL"} & environ.keys()) and "extra-index-url" in pip:
        env["UV_INDEX"] = " ".join(pip["extra-index-url"].split())
        env.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")  # as pip does; the hashes keep it safe
    rest = {"find-links": "UV_FIND_LINKS", "no-index": "UV_NO_INDEX", "cert": "SSL_CERT_FILE", "proxy": "ALL_PROXY",
            "trusted-host": "UV_INSECURE_HOST", "timeout": "UV_HTTP_TIMEOUT"}  # fmt: skip
    for name, variable in rest.items():
        if pip.get(name):
            comma = "," if name == "find-links" else " "
            env.setdefault(variable, comma.join(pip[name].split()))
    return env


def can_apt():
    """Return whether we may install packages of the distribution: root, on Debian or its kin."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(*packages):
    """Install packages of the distribution; an old list of packages is better than none."""
    say(f"  用 apt-get 安装 {' '.join(packages)} ……")
    with contextlib.suppress(Failed):
        run(["apt-get", "update"])
    run(["apt-get", "install", "-y", "--no-install-recommends", *packages])


def ways(root):
    """Yield the ways to an environment, best first: name, how to make it, how to install, surroundings."""
    venv, python, utf8 = root / ".venv", python_of(root), ["-X", "utf8", "-m"]
    inner = [python, *utf8, "pip", "install", "-q"]
    uv = shutil.which("uv")
    if uv:
        yield "uv", [uv, "venv", "-q", "--python", BASE, venv], [uv, "pip", "install", "-q", "--python", python], uv_env()
    yield "venv 和 pip", [BASE, *utf8, "venv", venv], inner, None
    outer = [BASE, *utf8, "pip", "--python", python, "install", "-q"]
    yield "venv 和系统的 pip", [BASE, *utf8, "venv", "--without-pip", venv], outer, None
    if can_apt():
        with contextlib.suppress(Failed):
            apt("python3-venv")
        yield "新装的 venv", [BASE, *utf8, "venv", venv], inner, None


def install(root, kind, fresh):
    """Make or complete `.venv`; go on to the next way only where another way can help."""
    last = ""
    for name, create, pip, env in ways(root):
        try:
            if fresh:
                if (root / ".venv").is_symlink():
                    (root / ".venv").unlink()
                elif (root / ".venv").exists():
                    shutil.rmtree(root / ".venv")
                run(create, env)
        except Failed as failed:
            if cure(str(failed)):
                raise problem("建不了运行环境 .venv。", str(failed)) from failed
            last, fresh = last or str(failed), True
            continue
        try:
            say(f"  用 {name} 下载和安装 {LOCKS[kind]} 里的软件 ……")
            run([*pip, "--require-hashes", "-r", root / LOCKS[kind]], env)
            return run([*pip, "--no-deps", "--no-build-isolation", "-e", root], env)
        except Failed as failed:
            last, fresh = str(failed), True
            if cure(last) or not (name == "uv" or re.search(NO_PIP, last)):
                raise problem("软件没有装好。", last) from failed
    if shutil.which("apt-get"):
        order = "sudo apt-get update && sudo apt-get install -y python3-venv"
    else:
        order = f'"{BASE}" -m ensurepip --upgrade'
    raise Stop(f"这台机器的 Python 缺少 venv 或 pip，建不了运行环境。请先运行：\n  {order}\n然后再运行一次。\n  原文：{last[-400:]}")


@contextlib.contextmanager
def alone(root):
    """Hold the only right to change `.venv`; the system lets go of it even if we are killed."""
    (root / ".cache").mkdir(exist_ok=True)
    with open(root / ".cache/start.lock", "a+") as file:
        told = False
        while True:
            try:
                if os.name == "nt":
                    import msvcrt

                    file.seek(0)
                    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                else:
                    import fcntl

                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                told = told or say("另一个窗口正在准备运行环境，等它做完 ……") is None
                time.sleep(0.5)
        yield


def prepare(root, kind):
    """Make sure that `.venv` holds exactly what the lock of this kind says."""
    if state(root, kind) == "ready":
        return
    with alone(root):
        how = state(root, kind)
        if how == "ready":
            return
        say("准备运行环境 .venv（第一次约 1–5 分钟，看网速；以后不用再等）" if how == "new" else "补全运行环境 .venv（约 1 分钟）")
        began, stamp = time.monotonic(), root / ".venv/portal.json"
        stamp.unlink(missing_ok=True)  # from here to the new stamp it counts as half made
        install(root, kind, fresh=how == "new")
        stamp.with_suffix(".new").write_text(json.dumps({**fingerprint(root), "kind": kind}), "utf-8")
        os.replace(stamp.with_suffix(".new"), stamp)
        say(f"  好了，用了 {time.monotonic() - began:.0f} 秒")


# The browser


def browser_places(environ=os.environ, platform=sys.platform):
    """Yield where a Chromium, Chrome or Edge may be: what the user says, PATH, the usual folders."""
    if environ.get("PORTAL_BROWSER"):
        yield environ["PORTAL_BROWSER"]
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome", "msedge"):
        yield shutil.which(name, path=environ.get("PATH", ""))
    for folder in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        for name in ("Google/Chrome/Application/chrome.exe", "Microsoft/Edge/Application/msedge.exe"):
            if folder in environ:
                yield str(Path(environ[folder], name))
    for name in ("Chromium", "Google Chrome", "Microsoft Edge") if platform == "darwin" else ():
        for folder in ("/Applications", Path.home() / "Applications"):
            yield f"{folder}/{name}.app/Contents/MacOS/{name}"


def browser_works(path):
    """Return whether this browser draws an empty page: a snap stub or a broken installation does not."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", f"--user-data-dir={profile}"]
        try:
            page = run([path, *flags, "--dump-dom", "about:blank"], patience=40)
        except Failed:
            return False
    return "<html" in page or os.name == "nt"  # a Windows program without console may print nothing


def find_browser(python=sys.executable, environ=os.environ):
    """Return the first browser that works, Playwright's own last; or nothing."""
    for place in browser_places(environ):
        if place and Path(place).is_file():
            if browser_works(place):
                return place
            say(f"  浏览器 {place} 启动不了，换下一个")
    with contextlib.suppress(Failed, IndexError):
        own = run([python, "-X", "utf8", "-c", OWN_CHROMIUM], patience=60).split("\n")[0].strip()
        if Path(own).is_file() and browser_works(own):
            return own
    return None


def get_browser(root):
    """Return a browser that works, installing one if need be."""
    python = python_of(root)
    found = find_browser(python)
    if not found:
        say("没有找到 Chromium、Chrome 或 Edge，下载一个测试用的 Chromium（约 150 MB，1–10 分钟）……")
        try:
            run([python, "-X", "utf8", "-m", "playwright", "install", "chromium"], patience=1800)
        except Failed:
            say("  没有下载成")
        found = find_browser(python)
    if not found and can_apt():
        with contextlib.suppress(Failed):
            apt("chromium", "fonts-noto-cjk")
        found = find_browser(python)
    if not found:
        raise Stop(
            "测试需要一个浏览器，没有找到能用的，也没能装上。请任选一个办法，然后再运行一次：\n"
            "  1. 安装 Chrome、Edge 或 Chromium（Debian：sudo apt-get install -y chromium fonts-noto-cjk）\n"
            "  2. 已经装在别处：把环境变量 PORTAL_BROWSER 设成它的完整路径"
        )
    return found


def check_fonts():
    """See to Chinese fonts on Linux; without them pages are measured with empty boxes."""
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(Failed):
        if run(["fc-list", ":lang=zh"], patience=60).strip():
            return
    try:
        if can_apt():
            return apt("fontconfig", "fonts-noto-cjk")
    except Failed:
        pass
    say("提醒：没有找到中文字体，截图里的汉字会是方框。Debian 可运行：sudo apt-get install -y fonts-noto-cjk")


def main(arguments):
    """Run a verb and return its exit code."""
    if arguments[:1] in (["-h"], ["--help"], ["help"]):
        print(HELP)
        return 0
    if not arguments or arguments[0].startswith("-"):
        arguments = ["serve", *arguments]
    kind = "test" if arguments[0] == "test" else "site"
    prepare(ROOT, kind)
    command, env = [python_of(ROOT), "-X", "utf8"], child_env()
    if kind == "site":
        return hand_over([*command, "-c", PORTAL, *arguments], env, None)
    env["PORTAL_BROWSER"] = get_browser(ROOT)
    check_fonts()
    say(f"运行全部测试，浏览器：{env['PORTAL_BROWSER']}")
    return hand_over([*command, "-m", "pytest", *arguments[1:]], env, ROOT)


def guarded(arguments):
    """Run `main`; whatever goes wrong ends in a message for the user, never in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding=channel(stream), errors="replace")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return main(arguments)
    except Stop as stop:
        say(stop)
    except (OSError, Failed) as error:
        say(problem("没有做成。", str(error)))
    except KeyboardInterrupt:
        say("已中断")
        return 130
    return 2


if __name__ == "__main__":
    sys.exit(guarded(sys.argv[1:]))
