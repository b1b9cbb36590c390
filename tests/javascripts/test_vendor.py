"""The vendored code is what its README says, and works on plain http under a strict policy."""

import hashlib
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyrage
import pytest
import segno
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

SCRIPTS = Path(__file__).parents[2] / "overrides" / "assets" / "javascripts"
VENDOR = SCRIPTS / "vendor"
README = (VENDOR / "README.md").read_text("utf-8")
FILES = dict(re.findall(r"^\| `(\w+\.js)` \|.*\| `([0-9a-f]{64})` \|$", README, re.MULTILINE))
POLICY = "default-src 'none'; script-src 'self'"

Ask = Callable[[str, Any], Any]


def test_every_file_is_the_one_that_the_readme_tells_of() -> None:
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in VENDOR.glob("*.js")}
    assert found == FILES


def test_every_library_named_has_its_licence_beside_it() -> None:
    licences = (VENDOR / "LICENSES.txt").read_text("utf-8")
    named = re.findall(r"[@\w/-]+ \d+\.\d+\.\d+", "".join(re.findall(r"^\| `.*$", README, re.MULTILINE)))
    missing = [name for name in named if not all(part in licences for part in name.split(" "))]
    assert len(named) >= 7
    assert missing == []


@pytest.fixture(scope="module")
def ask(browser: "Browser") -> Iterator[Ask]:
    """Return a function: (expression over `x` and modules, x) → result, where crypto.subtle is missing."""
    page = browser.new_page()

    def answer(route: "Route") -> None:
        file = SCRIPTS / route.request.url.removeprefix("http://school.test/")
        is_script = file.is_file()
        route.fulfill(
            body=file.read_text("utf-8") if is_script else "",
            content_type="text/javascript" if is_script else "text/html",
            headers={"Content-Security-Policy": POLICY},
        )

    page.route("**/*", answer)
    page.goto("http://school.test/")
    assert page.evaluate("isSecureContext || crypto.subtle") is None

    def run(expression: str, x: Any = None) -> Any:
        modules = ", ".join(name.removesuffix(".js") for name in FILES)
        source = f"""async (x) => {{
            const names = {list(FILES)};
            const [{modules}] = await Promise.all(names.map((name) => import(`/vendor/${{name}}`)));
            const bytes = (hex) => Uint8Array.from(hex.match(/../g), (two) => parseInt(two, 16));
            const hex = (all) => Array.from(all, (one) => one.toString(16).padStart(2, "0")).join("");
            return {expression};
        }}"""
        return page.evaluate(source, x)

    yield run
    page.close()


def test_what_age_seals_opens_with_the_key_and_with_no_other(ask: Ask) -> None:
    mine, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    seal = """await (async () => { const to = new age.Encrypter(); to.addRecipient(x);
        return hex(await to.encrypt(new TextEncoder().encode("心育".repeat(40000)))); })()"""
    sealed = bytes.fromhex(ask(seal, str(mine.to_public())))
    assert pyrage.decrypt(sealed, [mine]).decode() == "心育" * 40000
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(sealed, [other])


def test_lock_opens_what_python_locked(ask: Ask) -> None:
    key = Scrypt(salt=b"sixteen bytes ..", length=32, n=1024, r=8, p=1).derive(b"ABCDEFGHJK")
    data = ChaCha20Poly1305(key).encrypt(b"twelve bytes", "卷".encode(), b"head")
    opening = """await (async () => {
        const key = await lock.scryptAsync("ABCDEFGHJK", bytes(x.salt), { N: 1024, r: 8, p: 1, dkLen: 32 });
        const head = new TextEncoder().encode("head");
        return hex(lock.chacha20poly1305(key, bytes(x.nonce), head).decrypt(bytes(x.data))); })()"""
    given = {"salt": b"sixteen bytes ..".hex(), "nonce": b"twelve bytes".hex(), "data": data.hex()}
    assert bytes.fromhex(ask(opening, given)).decode() == "卷"
    assert ask("hex(lock.sha256(bytes('00ff')))") == hashlib.sha256(b"\x00\xff").hexdigest()


def test_p256_tells_a_true_signature_from_a_changed_one(ask: Ask) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    r, s = decode_dss_signature(key.sign("学习记录".encode(), ec.ECDSA(SHA256())))
    given = {
        "signature": (r.to_bytes(32) + s.to_bytes(32)).hex(),
        "text": "学习记录".encode().hex(),
        "key": key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint).hex(),
    }
    verify = """[bytes(x.text), bytes(x.text + "21")].map((text) =>
        p256.p256.verify(bytes(x.signature), text, bytes(x.key), { lowS: false }))"""
    assert ask(verify, given) == [True, False]


def test_qr_reads_what_segno_drew(ask: Ask) -> None:
    text = "XYC1." + "A-z_09" * 90
    rows = [list(row) for row in segno.make(text, error="m").matrix_iter(scale=3, border=4)]
    drawing = """(() => { const width = x[0].length; const data = new Uint8Array(width * x.length * 4);
        x.flat().forEach((dark, i) => data.set([0, 0, 0].fill(dark ? 0 : 255).concat(255), i * 4));
        return qr.decodeQR({ width, height: x.length, data }); })()"""
    assert ask(drawing, rows) == text


def test_fsrs_puts_off_what_was_right_longer_than_what_was_wrong(ask: Ask) -> None:
    days = """[fsrs.Rating.Good, fsrs.Rating.Again].map((rating) => {
        const plan = fsrs.fsrs({ enable_fuzz: false, enable_short_term: false });
        const day = new Date("2026-12-01T08:00:00Z");
        return plan.next(fsrs.createEmptyCard(day), day, rating).card.scheduled_days; })"""
    right, wrong = ask(days)
    assert right > wrong >= 1
