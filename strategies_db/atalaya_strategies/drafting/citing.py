"""How a passage is cited: whose text, its title and year, and the page."""

from atalaya_strategies.catalogue.places import places
from atalaya_strategies.finding.queries import Read


def citation(read: Read, page: int, language: str) -> str:
    """For the list of sources: "Jamaica, National Cyber Security Strategy (2015), p. 12."."""
    place = places().get(read.document.place)
    name = place.names.get(language, place.names["en"]) if place else read.document.place
    year = read.year
    return f"{name}, {read.heading}{f' ({year})' if year else ''}, p. {page}."


def official_address(read: Read) -> str:
    """Where the state published it, as far as is known; it may be empty."""
    return (read.edition.document_url if read.edition else "") or read.document.address
