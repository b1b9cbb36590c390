"""Asks a browser how much a page and its workers hold in JavaScript, after collecting the garbage."""

import json

from playwright.sync_api import CDPSession, Page

_STEPS = ("HeapProfiler.collectGarbage", "Runtime.getHeapUsage")
_PARTS = ("usedSize", "embedderHeapUsedSize", "backingStorageSize")
PATIENCE = 100
"""Tenths of a second for a worker's answer."""


def _megabytes(usage: dict[str, float]) -> float:
    return sum(usage[part] for part in _PARTS) / 1e6


class Memory:
    """Follows a page from before it is opened, so that no worker is missed."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)
        self._workers: list[str] = []
        self._answers: dict[int, dict[str, float]] = {}
        self._asked = 0
        self._session.on("Target.attachedToTarget", lambda event: self._workers.append(event["sessionId"]))
        self._session.on("Target.receivedMessageFromTarget", self._keep)
        following = {"autoAttach": True, "waitForDebuggerOnStart": False, "flatten": False}
        self._session.send("Target.setAutoAttach", following)

    def _keep(self, event: dict[str, str]) -> None:
        message = json.loads(event["message"])
        if "id" in message:
            self._answers[message["id"]] = message.get("result", {})

    def _of_worker(self, worker: str) -> float:
        for method in _STEPS:
            self._asked += 1
            message = json.dumps({"id": self._asked, "method": method})
            self._session.send("Target.sendMessageToTarget", {"sessionId": worker, "message": message})
        for _ in range(PATIENCE):
            if self._asked in self._answers:
                return _megabytes(self._answers[self._asked])
            self._page.wait_for_timeout(100)
        raise SystemExit("a worker does not say how much memory it holds")

    def megabytes(self) -> float:
        """Return what page and workers hold now."""
        first, last = _STEPS
        self._session.send(first)
        return _megabytes(self._session.send(last)) + sum(map(self._of_worker, self._workers))
