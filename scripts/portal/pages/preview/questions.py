"""In a preview, a unit's questions by themselves are taken from its page when a browser asks for them."""

from portal.model.catalogue import Catalogue
from portal.pages.preview.site import PreviewSite
from portal.pages.question_files import questions_json, unit_of_file


def questions_at(address: str, catalogue: Catalogue, site: PreviewSite) -> bytes | None:
    """Return the questions of the unit that an address below the site names; None if it names none."""
    unit = catalogue.unit_of.get(unit_of_file(address) or "")
    if unit is None:
        return None
    url = f"certificates/{unit.track}/{unit.slug}/"
    found = site.to_search(f"{url}index.html")
    return questions_json(unit.id, found[2], url).encode() if found else None
