"""What the demonstration's people write: an invented draft, in our own words."""

from typing import Final

TITLE: Final = "National Cybersecurity Strategy 2027–2031 (demo)"

TEXTS: Final[dict[str, str]] = {
    "5.1.1": """The **Cabinet** answers for this strategy. The Prime Minister presents it to Parliament, and reports \
there once a year on what was done, what was not, and what it cost.

A minister of state is named as its sponsor, so that no ministry is asked to give orders to another one.""",
    "5.1.2": """A **National Cybersecurity Authority** is established by law within twelve months. Until then a unit \
in the Office of the Prime Minister acts in its place.

It

1. coordinates the strategy's carrying out across government;
2. supervises operators of critical infrastructure;
3. houses the national CSIRT, whose independence in handling incidents is kept.""",
    "5.1.5": """Each ministry plans its cybersecurity in its own budget, under one heading that can be added up. A \
central fund of not less than a tenth of that sum pays for what serves all: the national CSIRT, exercises, scholarships.

| year | central fund | national CSIRT |
|------|-------------:|---------------:|
| 2027 | to be set    | 12 posts       |
| 2029 | to be set    | 18 posts       |""",
    "5.3.1": """The **national CSIRT** is the point of contact for incidents in the country and for other countries' \
teams. It answers at all hours, publishes a description of its services (RFC 2350), and shares what it learns under \
the Traffic Light Protocol.

Operators of critical infrastructure and public bodies report incidents to it within **72 hours**.""",
}
"""Section texts by element; the others are still to be written."""

REPLY: Final = "Agreed. The lawyers look at what “becoming aware” has to mean. @[{name}](person:{id}), thank you."

COMMENTS: Final = (
    (
        "5.3.1",
        "within 72 hours",
        "Ours is 24 hours for a first notice and 72 for the report. It helped to ask for little at first.",
    ),
    ("5.1.2", "", "Who decides while the Authority is not there yet, and may it make rules? It took us two years."),
)
"""Element, words quoted from it, and what is said."""

TASK: Final = "Collect what incidents cost last year, from the CSIRT and the police"

NOTE: Final = "We look for somebody who has drafted reporting duties for a small state with few regulators."
