"""WebKit, the engine of every browser on an iPhone: the distribution's own, driven through W3C WebDriver."""

import os
import shutil
import subprocess
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob

from selenium.webdriver import WebKitGTK
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

DRIVER, DISPLAY = "WebKitWebDriver", "Xvfb"
_BROWSERS = "/usr/lib/*/webkit2gtk-4.*/MiniBrowser"
_PATIENCE = 20


def missing() -> str:
    """Return what is not installed; nothing if all is there."""
    found = {DRIVER: shutil.which(DRIVER), DISPLAY: shutil.which(DISPLAY), "MiniBrowser": glob(_BROWSERS)}
    return "、".join(name for name, place in found.items() if not place)


@contextmanager
def _display() -> Iterator[str]:
    """A screen in memory; it says which number it took."""
    reading, writing = os.pipe()
    command = [DISPLAY, "-displayfd", str(writing), "-screen", "0", "1024x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as screen:
        os.close(writing)
        try:
            with os.fdopen(reading) as said:
                yield f":{said.readline().strip()}"
        finally:
            screen.terminate()


class WebKit:
    """One window, and what a person does in it."""

    def __init__(self, driver: WebKitGTK) -> None:
        self.driver = driver

    def open(self, address: str) -> None:
        """Open a page and wait until it answers to clicks."""
        self.driver.get(address)
        self.find("html[data-portal-ready]")

    def find(self, selector: str) -> WebElement:
        """Return the first element; wait for it."""
        wait = WebDriverWait(self.driver, _PATIENCE)
        return wait.until(lambda driver: driver.find_element(By.CSS_SELECTOR, selector))

    def click(self, selector: str, words: str = "") -> None:
        """Click the first element that can be seen and has these words."""
        self.until(f"第一个含“{words}”的 {selector}", _CLICK, selector, words)

    def reads(self, selector: str, words: str) -> None:
        """Wait until an element has these words."""
        self.until(f"{selector} 里的“{words}”", _READS, selector, words)

    def run(self, script: str, *given: str) -> object:
        """Return what a script in the page returns."""
        return self.driver.execute_script(script, *given)

    def until(self, what: str, script: str, *given: str) -> None:
        """Run a script until it returns true."""
        WebDriverWait(self.driver, _PATIENCE).until(lambda _: self.run(script, *given), f"没有等到{what}")


_SEEN = """const seen = Array.from(document.querySelectorAll(arguments[0]))
  .find((one) => one.offsetParent && one.textContent.includes(arguments[1]));"""
_CLICK = f"{_SEEN} if (seen) seen.click(); return Boolean(seen);"
_READS = f"{_SEEN} return Boolean(seen);"


@contextmanager
def webkit() -> Iterator[WebKit]:
    """Open WebKit on a screen of its own, with a new profile."""
    with _display() as display:
        options = Options()
        options.binary_location = glob(_BROWSERS)[-1]
        options.add_argument("--automation")
        service = Service(shutil.which(DRIVER), env={**os.environ, "DISPLAY": display, "LANG": "C.UTF-8"})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # selenium 4.52 calls its own old form
            driver = WebKitGTK(options=options, service=service)
        try:
            yield WebKit(driver)
        finally:
            driver.quit()
