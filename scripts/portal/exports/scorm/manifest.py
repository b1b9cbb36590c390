"""imsmanifest.xml of a SCORM package with one unit, for 1.2 and for 2004 (3rd edition)."""

from collections.abc import Sequence
from typing import Any, Literal

from lxml import etree

from portal.exports.questions.permanent_names import name_of
from portal.model.unit import Unit

ScormVersion = Literal["1.2", "2004"]

_NAMESPACES: dict[ScormVersion, dict[Any, str]] = {
    "1.2": {
        None: "http://www.imsproject.org/xsd/imscp_rootv1p1p2",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_rootv1p2",
    },
    "2004": {
        None: "http://www.imsglobal.org/xsd/imscp_v1p1",
        "adlcp": "http://www.adlnet.org/xsd/adlcp_v1p3",
        "imsss": "http://www.imsglobal.org/xsd/imsss",
    },
}
_EDITION: dict[ScormVersion, str] = {"1.2": "1.2", "2004": "2004 3rd Edition"}


class _Writer:
    def __init__(self, version: ScormVersion) -> None:
        self.version = version
        self.namespaces = _NAMESPACES[version]

    def name(self, name: str) -> str:
        """Return `imsss:objectives` or `item` as lxml wants it."""
        prefix, _, local = name.rpartition(":")
        return f"{{{self.namespaces[prefix or None]}}}{local}"

    def add(self, parent: etree._Element, name: str, text: str | None = None, **attributes: str) -> Any:
        made = etree.SubElement(parent, self.name(name), attributes)
        made.text = text
        return made

    def require(self, item: etree._Element, objective: str, pass_percent: int) -> None:
        """Write the pass mark where this version has it."""
        if self.version == "1.2":
            self.add(item, "adlcp:masteryscore", str(pass_percent))
            return
        sequencing = self.add(item, "imsss:sequencing")
        objectives = self.add(sequencing, "imsss:objectives")
        primary = self.add(
            objectives, "imsss:primaryObjective", objectiveID=objective, satisfiedByMeasure="true"
        )
        self.add(primary, "imsss:minNormalizedMeasure", f"{pass_percent / 100:g}")
        self.add(
            sequencing, "imsss:deliveryControls", completionSetByContent="true", objectiveSetByContent="true"
        )


def manifest_of(unit: Unit, pass_percent: int, files: Sequence[str], version: ScormVersion) -> bytes:
    """Return the manifest of a unit whose page is `files[0]`."""
    write = _Writer(version)
    name = name_of(unit.id)
    root = etree.Element(
        write.name("manifest"),
        {"identifier": f"manifest_{name}", "version": str(unit.front.revision)},
        nsmap=write.namespaces,
    )
    metadata = write.add(root, "metadata")
    write.add(metadata, "schema", "ADL SCORM")
    write.add(metadata, "schemaversion", _EDITION[version])
    organizations = write.add(root, "organizations", default=f"course_{name}")
    course = write.add(organizations, "organization", identifier=f"course_{name}")
    write.add(course, "title", unit.front.title)
    item = write.add(
        course, "item", identifier=f"item_{name}", identifierref=f"page_{name}", isvisible="true"
    )
    write.add(item, "title", unit.front.title)
    write.require(item, f"unit_{name}", pass_percent)
    if version == "2004":
        write.add(write.add(course, "imsss:sequencing"), "imsss:controlMode", choice="true", flow="true")
    resources = write.add(root, "resources")
    page = write.add(resources, "resource", identifier=f"page_{name}", type="webcontent", href=files[0])
    page.set(write.name("adlcp:scormtype" if version == "1.2" else "adlcp:scormType"), "sco")
    for path in files:
        write.add(page, "file", href=path)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
