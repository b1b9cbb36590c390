"""The one exception that ends a command with a sentence instead of a traceback."""

import errno


class PortalError(Exception):
    """What cannot be gone on from; the message names the place and the cure, in Chinese."""


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径里有一段是文件，不是文件夹",
    errno.EROFS: "磁盘是只读的",
    errno.EEXIST: "已经有同名的文件或文件夹",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "链接绕成了圈",
    errno.EBUSY: "正被别的程序占用",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
    errno.EINVAL: "名字或路径里有系统不接受的字符",
    errno.EXDEV: "不在同一个磁盘上",
    errno.EFBIG: "文件太大",
}


def said(error: OSError) -> str:
    """Return in Chinese why the system refused; the system's own words where we have none."""
    if getattr(error, "winerror", None) in (32, 33):
        return "正被别的程序占用"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)
