"""The private keys that sign credentials: files in a folder of their own, outside the site."""

import hashlib
from pathlib import Path

from portal.credentials.in_place import write_whole
from portal.credentials.signing import Signer, new_private_key
from portal.errors import PortalError, said
from portal.model.issuer import IssuerFront, IssuerKey


def new_signer(day: str) -> Signer:
    """Return what signs with a new key, which lies nowhere yet. `day`: 2026-09-01."""
    pem = new_private_key()
    public = Signer("", pem).public_jwk()["x"]
    return Signer(f"{day[:4]}-{hashlib.sha256(public.encode()).hexdigest()[:6]}", pem)


class KeyFolder:
    """A folder of private keys, one file each."""

    def __init__(self, folder: Path) -> None:
        """Use a folder; it is made with the first key."""
        self.folder = folder

    def file(self, kid: str) -> Path:
        """Return where the key of a name lies."""
        return self.folder / f"key-{kid}.pem"

    def names(self) -> list[str]:
        """Return the names of the keys that are there."""
        return sorted(file.stem.removeprefix("key-") for file in self.folder.glob("key-*.pem"))

    def keep(self, signer: Signer) -> None:
        """Write a new key to the folder. Raises PortalError."""
        write_whole(self.file(signer.kid), signer.pem, secret=True)

    def signer(self, key: IssuerKey) -> Signer:
        """Return what signs with a published key.

        Raises PortalError when the private half is not here, cannot be read, or is of another key.
        """
        file = self.file(key.kid)
        try:
            signer = Signer(key.kid, file.read_bytes())
        except FileNotFoundError as error:
            raise PortalError(
                f"{file} 不在，没有私钥签不了名。密钥在别的电脑或备份里，就把它拷到 {self.folder}；"
                "真的丢了，就换一把：portal credential keys --rotate。"
            ) from error
        except OSError as error:
            raise PortalError(f"私钥 {file} 读不了：{said(error)}。") from error
        except (ValueError, TypeError) as error:
            raise PortalError(f"{file} 不是密钥文件，或者坏了。从备份里拿回来。") from error
        if signer.public_jwk() != key.jwk.model_dump():
            raise PortalError(
                f"{file} 和 issuer.json 里的 {key.kid} 不是一对。从备份里拿回原来的那一把，"
                "或者换一把：portal credential keys --rotate。"
            )
        return signer

    def current(self, issuer: IssuerFront) -> Signer:
        """Return what signs now. Raises PortalError when there is no such key."""
        if issuer.current is None:
            raise PortalError("没有能签名的密钥，都已经停用。先做一把：portal credential keys --rotate。")
        return self.signer(issuer.current)
