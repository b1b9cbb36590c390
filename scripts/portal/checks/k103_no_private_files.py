"""K103: no file of private keys, and none that names those to whom credentials were issued, in `docs/`."""

import re
from collections.abc import Iterator

from portal.model.catalogue import Catalogue
from portal.model.finding import Finding, Place

CODE = "K103"
TITLE = "docs 里没有私钥、签发登记和考核的密钥文件"
WHY = "docs 里的文件全都随网站发布。私钥一公开，谁都能签发；登记一公开，老师的姓名和编号就泄露了。"

_PRIVATE = re.compile(
    r"(?i)(?:.*\.(?:pem|key|p12|pfx|age)|issued(?:\.before)?\.csv|key-.*\.(?:pem|json)|passed-.*\.json)"
)


def check(catalogue: Catalogue) -> Iterator[Finding]:
    """Yield a finding for each file that has the name of a private one."""
    for path in sorted(catalogue.files):
        if _PRIVATE.fullmatch(path.rpartition("/")[2]):
            cure = "移出 docs。发布过的私钥要作废：portal credential keys --distrust 密钥编号。"
            yield Finding(Place(f"docs/{path}"), CODE, "看名字是私钥或签发登记，会随网站发布出去", cure)
