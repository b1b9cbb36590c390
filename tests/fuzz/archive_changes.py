"""Changes one file inside a zip archive, so that it can still be opened and its XML mostly be read."""

import io
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from random import Random

from lxml import etree

Mutate = Callable[[bytes, int], bytes]
"""Bytes, most bytes → other bytes: what libFuzzer does to anything."""

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)
_ROOM = 200
"""Bytes by which a file inside may grow at a time."""


def changed(data: bytes, limit: int, mutate: Mutate, random: Random, words: Sequence[str]) -> bytes:
    """Return an archive with one of its files changed: mostly its tree, at times its bytes.

    What is no archive, or would become larger than the limit, is changed as bytes.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()[:60]}
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError, EOFError):
        return mutate(data, limit)
    if not members:
        return mutate(data, limit)
    names = sorted(members)
    large = [len(members[name]) for name in names]
    name = random.choice(random.choices(names, large) + names[:: len(names) // 3 + 1])
    if random.random() < 0.8:
        members[name] = _changed_tree(members[name], mutate, random, words)
    else:
        members[name] = mutate(members[name], len(members[name]) + _ROOM)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in members.items():
            archive.writestr(path, content)
    return made.getvalue() if made.tell() <= limit else mutate(data, limit)


def _changed_tree(data: bytes, mutate: Mutate, random: Random, words: Sequence[str]) -> bytes:
    """Return XML with some of its elements changed; what is no XML is changed as bytes."""
    try:
        root = etree.fromstring(data, _PARSER)
    except etree.XMLSyntaxError:
        return mutate(data, len(data) + _ROOM)
    for _ in range(random.randint(1, 4)):
        elements = list(root.iter(etree.Element))
        one, other = random.choice(elements), random.choice(elements)
        try:
            random.choice((_text, _text, _attribute, _attribute, _moved, _without))(
                one, other, mutate, random, words
            )
        except ValueError:  # signs that XML cannot hold, an element put into itself
            continue
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True)


def _words(text: str, mutate: Mutate, random: Random, words: Sequence[str]) -> str:
    if random.random() < 0.3:
        return mutate(text.encode(), len(text.encode()) + _ROOM).decode("utf-8", "replace")
    place = random.randint(0, len(text))
    return (
        random.choice(words) if random.random() < 0.5 else text[:place] + random.choice(words) + text[place:]
    )


def _text(
    one: etree._Element, other: etree._Element, mutate: Mutate, random: Random, words: Sequence[str]
) -> None:
    filled = [element for element in (one, *one.iter(etree.Element), other) if element.text]
    chosen = random.choice(filled or [one])
    chosen.text = _words(chosen.text or "", mutate, random, words)


def _attribute(
    one: etree._Element, other: etree._Element, mutate: Mutate, random: Random, words: Sequence[str]
) -> None:
    chosen = one if one.attrib else other
    if chosen.attrib:
        key = random.choice(sorted(chosen.attrib))
        if random.random() < 0.15:
            del chosen.attrib[key]
        else:
            chosen.set(key, _words(chosen.get(key, ""), mutate, random, words))


def _moved(one: etree._Element, other: etree._Element, _: Mutate, random: Random, __: Sequence[str]) -> None:
    """Put a copy of an element into another one, or behind it."""
    if len(one) < 200:
        other.insert(random.randint(0, len(other)), deepcopy(one))


def _without(one: etree._Element, _: etree._Element, __: Mutate, ___: Random, ____: Sequence[str]) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)
