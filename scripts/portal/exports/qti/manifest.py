"""imsmanifest.xml of a QTI package: every file, and of every question its difficulty and objective."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker  # type: ignore[import-not-found]

from portal.exports.qti.forms import FORMS, LOM, Form, Version, as_file
from portal.exports.questions.permanent_names import name_of
from portal.model.bank import Bank, BlankQuestion, Question
from portal.model.catalogue import Catalogue

_DIFFICULTY = {1: "easy", 2: "medium", 3: "difficult"}
_LANGUAGE = "zh-CN"

_lom: Any = ElementMaker(namespace=LOM, nsmap={"lom": LOM})


@dataclass(frozen=True)
class Resource:
    """A test, or a question of one."""

    href: str
    bank: Bank
    title: str
    question: Question | None = None
    """None: this is the test of the unit."""
    files: tuple[str, ...] = ()
    """Paths in the zip of the pictures it shows."""
    needs: tuple[str, ...] = ()
    """Identifiers of the questions of a test."""

    @property
    def id(self) -> str:
        """The permanent id of the unit or of the question."""
        return self.bank.full_id(self.question) if self.question else self.bank.unit_id


def _said(tag: str, text: str) -> etree._Element:
    made: etree._Element = _lom(tag, _lom.string(text, language=_LANGUAGE))
    return made


def _chosen(tag: str, value: str) -> etree._Element:
    """Return a value of the standard's own list."""
    made: etree._Element = _lom(tag, _lom.source("LOMv1.0"), _lom.value(value))
    return made


def _objective(resource: Resource, question: Question, catalogue: Catalogue) -> etree._Element:
    unit = catalogue.unit_of.get(resource.bank.unit_id)
    words = unit.front.objectives.get(question.objective, "") if unit else ""
    taxon = _lom.taxon(_lom.id(question.objective), _said("entry", words or question.objective))
    path = _lom.taxonPath(_said("source", f"{resource.bank.unit_id} objectives"), taxon)
    made: etree._Element = _lom.classification(_chosen("purpose", "educational objective"), path)
    return made


def _description(resource: Resource, catalogue: Catalogue) -> etree._Element:
    identifier = _lom.identifier(_lom.catalog("portal"), _lom.entry(resource.id))
    general = _lom.general(identifier, _said("title", resource.title), _lom.language(_LANGUAGE))
    if not resource.question:
        unit = catalogue.unit_of.get(resource.bank.unit_id)
        general.extend([_said("keyword", word) for word in (unit.front.keywords if unit else ())])
        return _lom.lom(general)  # type: ignore[no-any-return]
    difficulty = _chosen("difficulty", _DIFFICULTY[resource.question.difficulty])
    return _lom.lom(  # type: ignore[no-any-return]
        general,
        _lom.lifeCycle(_chosen("status", "final")),
        _lom.educational(difficulty),
        _objective(resource, resource.question, catalogue),
    )


def _resource(resource: Resource, catalogue: Catalogue, form: Form) -> etree._Element:
    make: Any = ElementMaker(namespace=form.manifest)
    about: Any = ElementMaker(namespace=form.metadata, nsmap={"qti": form.metadata})
    metadata = make.metadata()
    if resource.question:
        kind = "textEntryInteraction" if isinstance(resource.question, BlankQuestion) else "choiceInteraction"
        facts = (
            ("timeDependent", "false"), ("interactionType", kind), ("feedbackType", "nonadaptive"),
            ("solutionAvailable", "true"),
        )  # fmt: skip
        metadata.append(about.qtiMetadata(*(about(name, value) for name, value in facts)))
    metadata.append(_description(resource, catalogue))
    made: etree._Element = make.resource(
        metadata,
        *(make.file(href=path) for path in (resource.href, *resource.files)),
        *(make.dependency(identifierref=f"res_{name}") for name in resource.needs),
        identifier=f"res_{name_of(resource.id)}",
        type=form.item_type if resource.question else form.test_type,
        href=resource.href,
    )
    return made


def manifest_of(resources: Sequence[Resource], catalogue: Catalogue, version: Version) -> bytes:
    """Return the manifest; a single unit names the package, several give it a name of their own."""
    form = FORMS[version]
    units = sorted({resource.bank.unit_id for resource in resources})
    name = units[0] if len(units) == 1 else f"units-{sha256(' '.join(units).encode()).hexdigest()[:12]}"
    make: Any = ElementMaker(namespace=form.manifest, nsmap={None: form.manifest})
    root = make.manifest(
        make.metadata(make.schema(form.schema), make.schemaversion(form.schema_version)),
        make.organizations(),
        make.resources(*(_resource(resource, catalogue, form) for resource in resources)),
        identifier=f"package_{name_of(name)}",
    )
    namespaces: dict[Any, str] = {None: form.manifest, "lom": LOM, "qti": form.metadata}
    etree.cleanup_namespaces(root, top_nsmap=namespaces)
    return as_file(root)
