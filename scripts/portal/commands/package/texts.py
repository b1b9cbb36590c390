"""The two files beside the site in a package: one to open it, one that says what it is."""

from html import escape

_OPENER = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="0; url=site/index.html">
<title>{name}</title>
</head>
<body>
<p>没有自动打开，请点：<a href="site/index.html">{name}</a></p>
</body>
</html>
"""

_NOTE = """{name} 离线包

编号：{release}
里面有：{what}。

一、在自己的电脑上用
1. 先解压：在压缩文件上点右键，选“全部解压缩”。不解压直接点开，网页会缺东西。
2. 打开解压出来的文件夹，双击“打开网站.html”。
3. 建议用 Edge 或 Chrome 打开。不用联网，也不会向外面发任何东西。

二、放到 U 盘里
把整个文件夹复制到 U 盘，插到别的电脑上照样双击打开。

三、放到学校的服务器上
把 site 文件夹里的全部文件放到任何一台网站服务器的目录里，老师用网址打开。放在子目录里也行，不用改什么。
用 https 的网址，手机和电脑还可以把网页存下来，没有网也能看。

四、学习记录在哪里
做过的题、学到哪里、课时台账，都存在打开它的那台电脑的那个浏览器里。
不在 U 盘里，也不在这个文件夹里，不会传到别处。
所以换电脑、清理浏览器、把文件夹挪地方以前，先到“我的数据”导出一份；到了新的地方再导入，两边的记录会合在一起。
交给学校的，也是导出的那一份。

五、有了新的离线包
把旧文件夹整个换掉，放在同一个地方。换以前先导出一次学习记录，更放心。
"""


def opener(name: str) -> bytes:
    """Return the page that leads to the site, in old browsers too and without script."""
    return _OPENER.format(name=escape(name)).encode()


def note(name: str, release: str, what: str) -> str:
    """Return what the package says of itself, with line ends that every notepad knows."""
    shown = "还没有发布过" if release == "0" else release
    return _NOTE.format(name=name, release=shown, what=what).replace("\n", "\r\n")
