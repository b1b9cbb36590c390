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
    OLD = "需要 Python 3.11 或更新的版本，现在是 {0[0]}.{0[1]}（{1}）。\n请装好新版，用它运行本文件。\n"
    sys.stderr.buffer.write(OLD.format(sys.version_info, sys.executable).encode(channel(sys.stderr)))
    sys.exit(2)

ROOT = Path(__file__).resolve().parent.parent
BASE = sys._base_executable if sys.prefix != sys.base_prefix else sys.executable  # never .venv's own
UTF8 = ("-X", "utf8")
LOCKS = {"site": "requirements.lock", "test": "requirements-test.lock"}
PORTAL = """import sys; sys.argv[0] = "portal"
try:
    from portal.cli import main
    sys.exit(main())
except KeyboardInterrupt:
    sys.exit(130)"""
ALL_TESTS = ["-n", "auto", "--dist", "loadfile", "--no-loadscope-reorder"]
OWN = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
HELP = """用法：python3 scripts/start.py [命令] [参数……]

  serve    生成网站，在本机打开，改了就刷新（不写命令时就是它）
  build    生成网站到 site/
  check    检查内容：文件、行号、原因、改法
  new      新建一课、一个单元、一套题……
  import   从 Excel、Word、GIFT、Moodle 带题进来；export 带出去
  publish  检查、生成、写说明，换上新的一版；出错就保持原样
  report   汇总学习记录，出报表
  test     准备好测试要用的一切（包括浏览器），运行全部测试（几个进程一起）；后面的参数交给 pytest

第一次会在本文件夹建 .venv（约 1–5 分钟，需要联网）；以后几秒就开始。某个命令的用法：命令后加 --help。
已设置的 pip 或 uv 镜像照样有效；测试用的浏览器可用环境变量 PORTAL_BROWSER 指定。"""
FULL = r"No space left|os error (28|112)\b|WinError 112|not enough space|Disk quota"
DENIED = r"Permission denied|Access is denied|os error (5|13|30)\b|WinError (5|32)\b|Read-only file system"
OFFLINE = (
    r"dns error|name resolution|Name or service not known|nodename nor servname|getaddrinfo|tcp connect error"
    r"|NewConnectionError|Connection (refused|reset|aborted)|unreachable|timed out|ProxyError"
)
CURES = {  # what tools print (Windows translates the words but not the number), and what helps
    FULL: "磁盘满了。请腾出至少 1 GB，再运行一次",
    DENIED: "没有写入的权限，或文件正被占用。请关掉正在运行的窗口，或把项目复制到能写的地方",
    r"do not match the hashes|hash mismatch": "镜像给的文件和锁文件不一致。请换一个 pip 镜像，再运行一次",
    r"No such file or directory.*(\.lock|\.toml)": "项目文件夹不完整。请重新下载整个项目",
    OFFLINE: "下载不了，网络不通或太慢。请检查网络和代理，或设置 pip 镜像（pip config set global.index-url）",
}
NO_PIP = r"No module named '?(pip|ensurepip|venv)|no such option|ensurepip is not available"


class Stop(Exception):  # noqa: N818 - not an error of ours: it ends the program with a message
    """A message for the user: what is wrong, and what to do."""


class Failed(Exception):  # noqa: N818
    """A step did not end well; the text is what it printed."""


def say(text):
    """Print progress on stderr, so that stdout stays clean for what a command prints."""
    print(text, file=sys.stderr, flush=True)


def name_of(path):
    """Return a path as text that is the same, and readable, in every locale (the C locale has no Chinese)."""
    return os.fsencode(path).decode("utf-8", "replace")


def cure(text):
    """Return what helps against a failure that shows this text, or nothing if it is not known."""
    return next((words for pattern, words in CURES.items() if re.search(pattern, text, re.IGNORECASE)), "")


def problem(what, text):
    """Return the message for a failure: what, the cure when it is known, the end of the tool's own words."""
    lines = text.strip().splitlines()
    telling = [line for line in lines[:-4] if cure(line)][-2:] + lines[-4:]
    tail = "\n".join("    " + line.strip()[:300] for line in telling)
    helps = cure(text) or "请看下面的原文；解决不了就把它发给维护的人"
    return Stop(f"{what}\n  办法：{helps}。\n  位置：{name_of(ROOT)}\n  原文：\n{tail}")


def child_env(environ=os.environ):
    """Return the environment of every child: UTF-8 mode, nothing that leads pip out of `.venv`."""
    drop = ("PYTHONPATH", "PYTHONHOME", "PYTHONIOENCODING", "VIRTUAL_ENV")
    env = {name: value for name, value in environ.items() if name not in drop}
    return {**env, "PYTHONUTF8": "1", "PIP_USER": "0", "DEBIAN_FRONTEND": "noninteractive"}


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
            child.wait()
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


def python_of(root):
    """Return the path of the Python in `.venv`."""
    return root / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def fingerprint(root):
    """Return what an environment is made from: another place, Python or lock asks for a new one."""
    locks, project = hashlib.sha256(), hashlib.sha256((root / "pyproject.toml").read_bytes())
    for file in sorted(LOCKS.values()):
        locks.update((root / file).read_bytes())
    made = {"locks": locks.hexdigest(), "project": project.hexdigest()}
    return {"root": name_of(root), "python": sys.implementation.cache_tag, **made}


def state(root, kind):
    """Return "ready", "upgrade" (sound, something is missing) or "new" (none, half made, moved or broken)."""
    want = fingerprint(root)
    try:
        have = dict(json.loads((root / ".venv/portal.json").read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return "new"
    if any(have.get(name) != want[name] for name in ("root", "python", "locks")):
        return "new"
    needs = ["portal", "mkdocs", *(["pytest", "playwright"] if have.get("kind") == "test" else [])]
    test = f"import sys; from importlib.util import find_spec as f; sys.exit(not all(map(f, {needs})))"
    try:
        run([python_of(root), *UTF8, "-c", test], patience=60)
    except Failed:
        return "new"
    complete = have.get("project") == want["project"] and have.get("kind") in (kind, "test")
    return "ready" if complete else "upgrade"


def pip_settings(environ, home=None):
    """Return the user's pip settings, read from the files: a bare machine has no pip to ask."""
    home = Path(home or Path.home())
    folders = ["/etc", "/etc/xdg/pip", "/Library/Application Support/pip", home / ".pip", home / "pip"]
    folders += [home / ".config/pip", home / "Library/Application Support/pip"]
    parents = ("PROGRAMDATA", "XDG_CONFIG_HOME", "APPDATA")
    folders += [Path(environ[name], "pip") for name in parents if environ.get(name)]
    files = [Path(folder, name) for folder in folders for name in ("pip.conf", "pip.ini")]
    found = {}
    for section in ("global", "install"):
        for file in [*files, Path(environ.get("PIP_CONFIG_FILE") or os.devnull)]:
            parser = configparser.RawConfigParser(strict=False)
            with contextlib.suppress(OSError, configparser.Error):
                parser.read_string(file.read_text("utf-8-sig", errors="replace"))
                found.update(parser.items(section) if parser.has_section(section) else ())
    found.update((name[4:].lower(), text) for name, text in environ.items() if name[:4] == "PIP_" and text)
    return {name.replace("_", "-"): value for name, value in found.items()}


def uv_env(environ=os.environ, home=None):
    """Return the environment for uv, which does not read pip's settings, with the user's mirror in it."""
    env, pip = child_env(environ), pip_settings(environ, home)
    put = env.setdefault
    put("UV_PYTHON_DOWNLOADS", "never")
    if not {"UV_DEFAULT_INDEX", "UV_INDEX_URL", "UV_INDEX", "UV_EXTRA_INDEX_URL"} & environ.keys():
        if pip.get("index-url"):
            put("UV_DEFAULT_INDEX", pip["index-url"])
        if pip.get("extra-index-url"):
            put("UV_INDEX", " ".join(pip["extra-index-url"].split()))
            put("UV_INDEX_STRATEGY", "unsafe-best-match")  # as pip does; the hashes keep it safe
    same = {"no-index": "UV_NO_INDEX", "cert": "SSL_CERT_FILE", "proxy": "ALL_PROXY"}
    same |= {"trusted-host": "UV_INSECURE_HOST", "timeout": "UV_HTTP_TIMEOUT"}
    same["default-timeout"] = "UV_HTTP_TIMEOUT"
    for name in same.keys() & pip.keys():
        put(same[name], " ".join(pip[name].split()))
    if pip.get("find-links"):
        put("UV_FIND_LINKS", ",".join(pip["find-links"].split()))
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
    venv, python, uv = root / ".venv", python_of(root), shutil.which("uv")
    make, pip = [BASE, *UTF8, "-m", "venv", venv], [python, *UTF8, "-m", "pip", "install", "-q"]
    if uv:
        install = [uv, "pip", "install", "-q", "--python", python]
        yield "uv", [uv, "venv", "-q", "--python", BASE, venv], install, uv_env()
    yield "venv 和 pip", make, pip, None
    outer = [BASE, *UTF8, "-m", "pip", "--python", python, "install", "-q"]
    yield "venv 和系统的 pip", [*make, "--without-pip"], outer, None
    if can_apt():
        with contextlib.suppress(Failed):
            apt("python3-venv")
        yield "新装的 venv", make, pip, None


def fresh_folder(venv):
    """Take away what is left of an earlier environment."""
    if venv.is_symlink():
        venv.unlink()
    elif venv.exists():
        shutil.rmtree(venv)


def tidy_paths(root):
    """Make the path to our source relative: Python below 3.13 reads it in the code page, not in UTF-8."""
    for site in [*root.glob(".venv/lib/python*/site-packages"), root / ".venv/Lib/site-packages"]:
        for file in site.glob("*portal*.pth"):
            file.write_text(os.path.relpath(root / "scripts", site), "ascii")


def install(root, kind, fresh):
    """Make or complete `.venv`; go on to the next way only where another way can help."""
    for name, create, pip, env in ways(root):
        what = "建不了运行环境 .venv。"
        try:
            if fresh:
                fresh_folder(root / ".venv")
                run(create, env)
            what = "软件没有装好。"
            say(f"  用 {name} 下载和安装 {LOCKS[kind]} 里的软件 ……")
            run([*pip, "--require-hashes", "-r", root / LOCKS[kind]], env)
            run([*pip, "--no-deps", "--no-build-isolation", "-e", root], env)
            return tidy_paths(root)
        except Failed as failed:
            last = str(failed)
            if cure(last):
                raise problem(what, last) from failed
            if not fresh:
                return install(root, kind, fresh=True)
            if what == "软件没有装好。" and name != "uv" and not re.search(NO_PIP, last):
                raise problem(what, last) from failed
    order = "sudo apt-get update && sudo apt-get install -y python3-venv"
    if not shutil.which("apt-get"):
        order = f'"{BASE}" -m ensurepip --upgrade'
    raise Stop(f"这个 Python 缺少 venv 或 pip，建不了 .venv。请运行下面这一句，然后重来：\n  {order}")


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
            except (BlockingIOError, PermissionError):  # any other error: a share that knows no locks
                told = told or say("另一个窗口正在准备运行环境，等它做完 ……") is None
                time.sleep(0.5)
            except OSError:
                break
        yield


def prepare(root, kind):
    """Make sure that `.venv` holds exactly what the lock of this kind says."""
    if state(root, kind) == "ready":
        return
    with alone(root):
        how = state(root, kind)
        if how == "ready":
            return
        say("准备运行环境 .venv（第一次约 1–5 分钟）" if how == "new" else "补全运行环境 .venv（约 1 分钟）")
        began, stamp = time.monotonic(), root / ".venv/portal.json"
        stamp.unlink(missing_ok=True)  # from here to the new stamp it counts as half made
        install(root, kind, fresh=how == "new")
        stamp.with_suffix(".new").write_text(json.dumps({**fingerprint(root), "kind": kind}), "utf-8")
        os.replace(stamp.with_suffix(".new"), stamp)
        say(f"  好了，用了 {time.monotonic() - began:.0f} 秒")


def browser_places(environ=os.environ, platform=sys.platform):
    """Yield where a Chromium, Chrome or Edge may be: what the user says, PATH, the usual folders."""
    mine = environ.get("PORTAL_BROWSER")
    if mine:
        yield shutil.which(mine) or mine
    # The shell first: a browser without its own windows, so each page costs a third.
    names = (
        "chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable microsoft-edge"
    )
    for name in names.split():
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
        flags = ["--headless", "--no-sandbox", "--no-first-run", f"--user-data-dir={profile}"]
        try:
            page = run([path, *flags, "--dump-dom", "about:blank"], patience=40)
        except Failed:
            return False
    return "<html" in page or os.name == "nt"  # a Windows program without console may print nothing


def find_browser(python=sys.executable, environ=os.environ):
    """Return the first browser that works, Playwright's own last; or nothing."""
    for place in filter(None, browser_places(environ)):
        there = Path(place).is_file()
        if there and browser_works(place):
            return place
        if there or place == environ.get("PORTAL_BROWSER"):
            say(f"  浏览器 {place} {'启动不了' if there else '不存在'}，换下一个")
    with contextlib.suppress(Failed, IndexError):
        own = run([python, *UTF8, "-c", OWN], patience=60).split("\n")[0].strip()
        if Path(own).is_file() and browser_works(own):
            return own
    return None


def check_driver(root):
    """See to it that Playwright itself runs: its Node needs a library that a bare Debian does not have."""
    order = [python_of(root), *UTF8, "-m", "playwright", "--version"]
    try:
        run(order, patience=60)
    except Failed as failed:
        try:
            if can_apt() and "libatomic" in str(failed):
                apt("libatomic1")
                run(order, patience=60)
                return
        except Failed as again:
            failed = again
        debian = "Debian 缺 libatomic 时可运行：sudo apt-get install -y libatomic1\n  "
        raise problem(f"驱动浏览器的 Playwright 启动不了。{debian}", str(failed)) from failed


def get_browser(root):
    """Return a browser that works, installing one if need be."""
    python = python_of(root)
    found = find_browser(python)
    if not found:
        say("没有找到 Chromium、Chrome 或 Edge，下载一个测试用的 Chromium（约 150 MB，1–10 分钟）……")
        try:
            run([python, *UTF8, "-m", "playwright", "install", "chromium"], patience=1800)
        except Failed as failed:
            say(f"  没有下载成。{cure(str(failed))}")
        found = find_browser(python)
    for name in ("chromium-headless-shell", "chromium") if can_apt() else ():
        if not found:
            with contextlib.suppress(Failed):
                apt(name, "fonts-noto-cjk")
            found = find_browser(python)
    if not found:
        raise Stop(
            "测试需要一个浏览器，没有找到能用的，也没能装上。请任选一个办法，然后再运行一次：\n"
            "  1. 安装 Chrome、Edge 或 Chromium（Debian：sudo apt-get install -y chromium fonts-noto-cjk）\n"
            "  2. 已经装在别处：把环境变量 PORTAL_BROWSER 设成它的完整路径"
        )
    return found


def get_webkit():
    """See to WebKit, the engine of iPhones, where apt-get has it; without it the tests leave it out."""
    if shutil.which("WebKitWebDriver") and shutil.which("Xvfb"):
        return
    try:
        if can_apt():
            return apt("webkit2gtk-driver", "xvfb")
    except Failed:
        pass
    order = "sudo apt-get install -y webkit2gtk-driver xvfb"
    say(f"提醒：没有 WebKit，不试苹果手机上的样子。Debian 可运行：{order}")


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
    command, env = [python_of(ROOT), *UTF8], child_env()
    if kind == "site":
        return hand_over([*command, "-c", PORTAL, *arguments], env, None)
    check_driver(ROOT)
    env["PORTAL_BROWSER"] = get_browser(ROOT)
    check_fonts()
    get_webkit()
    say(f"运行全部测试，浏览器：{env['PORTAL_BROWSER']}")
    return hand_over([*command, "-m", "pytest", *(arguments[1:] or ALL_TESTS)], env, ROOT)


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
