"""Who plays in the demonstration: everything invented says so in its name, and has an id that is always the same."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5

from atalaya_platform.access.labels import Label
from atalaya_platform.identity.vocabulary import Community, Joining, OrganisationKind, Role, Visibility

_IDS = uuid5(NAMESPACE_URL, "https://atalaya/demonstration")


def demonstration_id(kind: str, key: str) -> UUID:
    """The id of the demonstration's object of that kind and key, the same in every installation."""
    return uuid5(_IDS, f"{kind}:{key}")


def person_id(key: str) -> UUID:
    """The id of a person of the cast, such as `jamaica.analyst`."""
    return demonstration_id("person", key)


def group_id(key: str) -> UUID:
    """The id of a group of the cast, such as `incident-response`."""
    return demonstration_id("group", key)


@dataclass(frozen=True)
class Team:
    """A real team of the data files, by country and acronym, with its people's language and time zone."""

    country: str
    acronym: str
    place: str
    locale: str
    time_zone: str


TEAMS = {
    "jamaica": Team("JAM", "JaCIRT", "Jamaica", "en", "America/Jamaica"),
    "brazil": Team("BRA", "CERT.br", "Brazil", "pt", "America/Sao_Paulo"),
    "chile": Team("CHL", "CSIRT Nacional", "Chile", "es", "America/Santiago"),
    "mexico": Team("MEX", "CERT-MX", "Mexico", "es", "America/Mexico_City"),
    "colombia": Team("COL", "colCERT", "Colombia", "es", "America/Bogota"),
    "costa-rica": Team("CRI", "CSIRT-CR", "Costa Rica", "es", "America/Costa_Rica"),
    "trinidad": Team("TTO", "TT-CSIRT", "Trinidad and Tobago", "en", "America/Port_of_Spain"),
    "dominican-republic": Team("DOM", "CSIRT-RD", "Dominican Republic", "es", "America/Santo_Domingo"),
    "uruguay": Team("URY", "CERTuy", "Uruguay", "es", "America/Montevideo"),
    "guyana": Team("GUY", "CIRT.GY", "Guyana", "en", "America/Guyana"),
    "bahamas": Team("BHS", "CIRT-BS", "Bahamas", "en", "America/Nassau"),
    "panama": Team("PAN", "CSIRT Panamá", "Panama", "es", "America/Panama"),
    "peru": Team("PER", "PeCERT", "Peru", "es", "America/Lima"),
    "argentina": Team("ARG", "CERT.ar", "Argentina", "es", "America/Argentina/Buenos_Aires"),
    "canada": Team("CAN", "CCCS", "Canada", "fr", "America/Toronto"),
    "paraguay": Team("PRY", "CERT-PY", "Paraguay", "es", "America/Asuncion"),
}


@dataclass(frozen=True)
class House:
    """An invented organisation."""

    name: str
    kind: OrganisationKind
    country: str
    community: Community
    parent: str | None = None


HOUSES = {
    "ministry": House(
        "Ministry of Health, Jamaica (demo)", OrganisationKind.GOVERNMENT, "JAM", Community.NETWORK, "jamaica"
    ),
    "company": House("Caribbean Energy Company (demo)", OrganisationKind.PRIVATE, "TTO", Community.STAKEHOLDERS),
    "university": House(
        "University of the Southern Cone (demo)", OrganisationKind.ACADEMIC, "CHL", Community.STAKEHOLDERS
    ),
}
OFFICE = "office"
"""The Secretariat of the data files."""
SYSTEMS = "systems"
"""The office of the data files that runs information systems: the administrator's."""


@dataclass(frozen=True)
class Player:
    """A person: of a team, a house or an office, in a role there, perhaps with one on the platform."""

    key: str
    name: str
    of: str
    role: Role = Role.MEMBER
    platform_role: Role | None = None
    title: str = ""


def _cast() -> list[Player]:
    players = [
        Player(f"{key}.analyst", f"Analyst, {team.place} (demo)", key, title="Incident analyst")
        for key, team in TEAMS.items()
    ]
    players += [
        Player(f"{key}.lead", f"Team lead, {TEAMS[key].place} (demo)", key, Role.TEAM_LEAD, title="Head of team")
        for key in ("jamaica", "brazil", "chile", "trinidad", "costa-rica", "peru")
    ]
    return [
        *players,
        Player("jamaica.contact", "National contact point, Jamaica (demo)", "jamaica", Role.NATIONAL_CONTACT_POINT),
        Player("jamaica.policymaker", "Policymaker, Jamaica (demo)", "ministry", title="Director of policy"),
        Player("uruguay.policymaker", "Policymaker, Uruguay (demo)", "uruguay", title="Adviser on strategy"),
        Player("officer", "Secretariat officer (demo)", OFFICE, platform_role=Role.SECRETARIAT, title="Officer"),
        Player("moderator", "Moderator (demo)", OFFICE, platform_role=Role.MODERATOR),
        Player("administrator", "Administrator (demo)", SYSTEMS, Role.VIEWER, Role.ADMINISTRATOR),
        Player("company", "Security manager, Caribbean Energy (demo)", "company", Role.TEAM_LEAD),
        Player("university", "Researcher, Southern Cone (demo)", "university"),
    ]


PLAYERS = _cast()


@dataclass(frozen=True)
class Circle:
    """A sharing group; members and stewards by the keys of teams, houses or people."""

    name: str
    description: str
    members: tuple[str, ...]
    stewards: tuple[str, ...]
    visibility: Visibility = Visibility.LISTED
    joining: Joining = Joining.INVITATION
    label: Label = Label.AMBER
    community: Community = Community.NETWORK


CIRCLES = {
    "incident-response": Circle(
        "Incident response – Americas",
        "What national teams see, and what helped. Advisories, indicators, and a channel for bad days.",
        ("brazil", "chile", "mexico", "colombia", "costa-rica", "trinidad", "dominican-republic", "uruguay"),
        ("jamaica", "officer"),
        joining=Joining.REQUEST,
    ),
    "caribbean": Circle(
        "Caribbean CSIRTs",
        "Small teams that help each other across the Caribbean.",
        ("guyana", "bahamas", "dominican-republic"),
        ("trinidad", "jamaica"),
    ),
    "ransomware": Circle(
        "Ransomware task force",
        "Teams that work on the same campaign.",
        ("jamaica", "colombia", "brazil.analyst"),
        ("costa-rica", "brazil"),
        visibility=Visibility.HIDDEN,
        label=Label.AMBER_STRICT,
    ),
    "strategy": Circle(
        "National strategy roundtable",
        "People who write, carry out and evaluate national cyber-security strategies.",
        ("ministry", "uruguay", "chile", "paraguay"),
        ("officer",),
        joining=Joining.OPEN,
        label=Label.GREEN,
    ),
    "stakeholders": Circle(
        "Stakeholder platform",
        "Companies, universities and civil society around the network.",
        ("university",),
        ("officer", "company"),
        joining=Joining.OPEN,
        label=Label.GREEN,
        community=Community.STAKEHOLDERS,
    ),
}
