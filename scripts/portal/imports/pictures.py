"""Pictures that came with questions: where they are to stand, so that the unit's page shows them."""

import re
from collections.abc import Mapping
from dataclasses import replace

from portal.imports.draft import Draft
from portal.model.catalogue import Catalogue
from portal.model.picture import FORMATS, REFERENCE, shape_of
from portal.model.unit import Unit

Fault = tuple[str, str]
"""Reason and cure."""


class Shelf:
    """Gives every picture its place; two of the same name and other content do not meet."""

    def __init__(self, catalogue: Catalogue) -> None:
        """Know which pictures the project has."""
        self._catalogue = catalogue
        self.pictures: dict[str, bytes] = {}

    def settle(self, draft: Draft, unit: Unit) -> tuple[Draft, list[Fault]]:
        """Return the draft with its pictures under the names that the page will find them by."""
        if not draft.pictures:
            return draft, []
        faults: list[Fault] = []
        names = {}
        for name, data in draft.pictures.items():
            shape = shape_of(data)
            if shape is None:
                cure = "用画图程序打开原图，另存为 PNG 或 JPG，再放进题目里。"
                faults.append((f"图“{name}”不是网页能放的格式（{'、'.join(FORMATS.values())}）", cure))
            else:
                names[name] = self._place(name, shape.format, data, unit)
        return _renamed(draft, names), faults

    def _place(self, name: str, format_: str, data: bytes, unit: Unit) -> str:
        stem = re.sub(r"[^a-z0-9]+", "-", name.rpartition(".")[0].lower()).strip("-")[:40] or "picture"
        number = 1
        while True:
            target = f"pictures/{unit.slug}/{stem if number == 1 else f'{stem}-{number}'}.{format_}"
            there = self._there(f"certificates/{unit.track}/{target}")
            if there is None:
                self.pictures[f"docs/certificates/{unit.track}/{target}"] = data
            if there in (None, data):
                return target
            number += 1

    def _there(self, path: str) -> bytes | None:
        """Return what the file at a path below `docs/` holds, or is to hold; None if there is none."""
        if found := self.pictures.get(f"docs/{path}"):
            return found
        picture = self._catalogue.pictures.get(path)
        return picture.file.read_bytes() if picture else None


def _renamed(draft: Draft, names: Mapping[str, str]) -> Draft:
    def put(text: str) -> str:
        return REFERENCE.sub(
            lambda found: f"![{found[1]}]({names[found[2]]})" if found[2] in names else found[0], text
        )

    choices = tuple(
        replace(choice, text=put(choice.text), feedback=put(choice.feedback)) for choice in draft.choices
    )
    return replace(draft, prompt=put(draft.prompt), explanation=put(draft.explanation), choices=choices)
