"""The two versions of QTI: their names for the same things. Items are built with the words of 2.1."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from lxml import etree

from portal.exports.qti.text import XHTML

Version = Literal["2.1", "3.0"]

LOM = "http://ltsc.ieee.org/xsd/LOM"
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Form:
    """What one version calls its files."""

    items: str
    """Namespace of items and tests."""
    manifest: str
    metadata: str
    schema: str
    schema_version: str
    item_type: str
    test_type: str


FORMS: dict[Version, Form] = {
    "2.1": Form(
        items="http://www.imsglobal.org/xsd/imsqti_v2p1",
        manifest="http://www.imsglobal.org/xsd/imscp_v1p1",
        metadata="http://www.imsglobal.org/xsd/imsqti_metadata_v2p1",
        schema="QTIv2.1 Package",
        schema_version="1.0.0",
        item_type="imsqti_item_xmlv2p1",
        test_type="imsqti_test_xmlv2p1",
    ),
    "3.0": Form(
        items="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
        manifest="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
        metadata="http://www.imsglobal.org/xsd/imsqti_metadata_v3p0",
        schema="QTI Package",
        schema_version="3.0.0",
        item_type="imsqti_item_xmlv3p0",
        test_type="imsqti_test_xmlv3p0",
    ),
}


def _kebab(name: str) -> str:
    return _HUMP.sub("-", name).lower()


def _to_third(root: etree._Element) -> None:
    """Give elements and attributes the names of 3.0: `simpleChoice` → `qti-simple-choice`."""
    for element in root.iter("modalFeedback"):
        body = etree.Element("contentBody")
        body.text, element.text = element.text, None
        body.extend(list(element))
        element.append(body)
    for element in root.iter():
        for name, value in [(str(name), value) for name, value in element.attrib.items()]:
            if not name.startswith("{"):
                del element.attrib[name]
                element.set(_kebab(name), value)
        if element.tag not in XHTML:
            element.tag = f"qti-{_kebab(element.tag)}"


def file_of(root: etree._Element, version: Version) -> bytes:
    """Return an item or a test, built with the words of 2.1 and no namespace, as a file of a version."""
    if version == "3.0":
        _to_third(root)
    namespaces: dict[Any, str] = {None: FORMS[version].items}
    whole = etree.Element(f"{{{FORMS[version].items}}}{root.tag}", nsmap=namespaces)
    for name, value in root.attrib.items():
        whole.set(name, value)
    whole.text = root.text
    whole.extend(list(root))
    for element in whole.iterdescendants():
        element.tag = f"{{{FORMS[version].items}}}{element.tag}"
    return as_file(whole)


def as_file(root: etree._Element) -> bytes:
    """Return an element as a file of UTF-8."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"
