"""Every address of the application, filled in with what the walk left behind, and who looks at it."""

import re
from collections.abc import Iterator, Mapping
from urllib.parse import quote

from tests.browser.hostile.cast import ADMINISTRATOR, OFFICER, PERSON, READER, TAG, Cast, Hand
from tests.browser.hostile.typist import EMAIL
from tests.browser.sources import routes

# What can stand for each place in an address, by the names under which the walk kept it. Other addresses have none.
PLACES: Mapping[str, tuple[str, ...]] = {
    "$applicationId": ("application",),
    "$channelId": ("channel", "talk"),
    "$code": ("place",),
    "$documentId": ("document",),
    "$draftId": ("draft",),
    "$editionId": ("edition",),
    "$groupId": ("group",),
    "$organisationId": ("organisation",),
    "$personId": ("person",),
    "$postId": ("post",),
    "$testId": ("test",),
    "$topicId": ("advisory", "question", "practice", "split", "carried"),
}
# Where an address takes words as well, it gets hostile ones; `{name}` is an id that the walk kept.
QUERIES = {
    "/administration/audit": f"?act={quote(TAG)}",
    "/directory": "?q=onload",
    "/directory/groups": "?scope=listed",
    "/forum": f"?tag={quote(TAG)}",
    "/search": "?q=onerror",
    "/strategies/compare": "?document={document}",
    "/strategies/search": f"?q={quote(TAG)}",
    "/sign-in": f"?next={quote(f'/search?q={TAG}')}",
}
# Nothing that anybody typed is shown there, or is left there at the end of the walk, which saw it.
PLAIN = {
    "/administration/roles",
    "/administration/system",
    "/apply",
    "/forum/drafts",
    "/forum/moderation",
    "/invitation",
    "/password-reset",
    "/sign-in",
    "/strategies/differences",
    "/unsubscribe/$token",
}
OFFICE = ("/administration/applications", "/directory/applications/$applicationId")
SYSTEM = ("/administration/roles", "/administration/audit", "/administration/system")
READS = re.compile(r"/$|/notifications$|/search|/chat|/forum(?!/(new|drafts|moderation))|/directory(?!/(over|app))")


def addresses(cast: Cast, route: str) -> list[str]:
    """The address of a screen with every id that it can have."""
    place = next((one for one in route.split("/") if one.startswith("$")), None)
    if place is None:
        return [route + QUERIES.get(route, "").format_map(cast.at)]
    return [route.replace(place, cast.at[name]) for name in PLACES[place]]


def find_out(cast: Cast) -> None:
    """The ids that no address has shown yet."""
    hand = cast.hands[PERSON]
    cast.at["person"] = hand.ask("/me")["person"]["id"]
    cast.at["post"] = hand.ask(f"/topics/{cast.at['advisory']}/posts")["items"][-1]["id"]


def letters(cast: Cast) -> dict[str, str]:
    """The addresses that stand in mails, for whoever has them and nobody else."""
    return {
        "/application": cast.mailbox.link_to(EMAIL, "/application"),
        "/contact-test": cast.mailbox.link_to(EMAIL, "/contact-test"),
        "/invitation": cast.mailbox.link_to(f"y{EMAIL}", "/invitation"),
        "/unsubscribe/$token": cast.mailbox.link_to(
            "officer@demo.example", "/api/v1/notifications/unsubscribe", seconds=120
        ),
    }


def visits(cast: Cast) -> Iterator[tuple[Hand, str, str]]:
    """Everybody's visits: whose window, the screen as the application declares it, and its whole address."""
    find_out(cast)
    links = letters(cast)
    public = (*links, "/apply", "/password-reset", "/sign-in")
    inside = [one for one in routes() if one not in public]
    looks = {
        PERSON: [one for one in inside if one not in (*OFFICE, *SYSTEM)],
        READER: [one for one in inside if READS.match(one)],
        OFFICER: [one for one in inside if one.startswith("/administration") and one not in SYSTEM] + [*OFFICE],
        ADMINISTRATOR: [*SYSTEM, "/directory/people/$personId"],
    }
    for who, wanted in looks.items():
        for route in wanted:
            for address in addresses(cast, route):
                yield cast.of(who), route, address
    stranger = cast.stranger()
    for route in public:
        yield stranger, route, links.get(route) or addresses(cast, route)[0]
