"""How a passage is cited: whose text, its title and year, and the page."""

from atalaya_strategies.catalogue.places import places
from atalaya_strategies.documents.models import Passage
from atalaya_strategies.finding.addresses import passage_page
from atalaya_strategies.finding.queries import Read
from atalaya_strategies.finding.source import title_of, year_of


def citation(read: Read, page: int, language: str) -> str:
    """For the list of sources: "Jamaica, National Cyber Security Strategy (2015), p. 12."."""
    place = places().get(read.document.place)
    name = place.names.get(language, place.names["en"]) if place else read.document.place
    year = year_of(read)
    return f"{name}, {title_of(read)}{f' ({year})' if year else ''}, p. {page}."


def address_of(read: Read, passage: Passage, public_url: str | None) -> str:
    """Where the state published it, as far as is known; else the passage's page here, if here has an address."""
    official = (read.edition.document_url if read.edition else "") or read.document.address
    if official or not public_url:
        return official
    return public_url.rstrip("/") + passage_page(read.document.id, passage.page, passage.ordinal)
