"""For lists and open topics, any old state plus the events since is the fresh state, whatever was done."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from atalaya_platform.identity.models import Person
from tests.conftest import ClientFor
from tests.forum.states import Acting, run
from tests.harness import Harness
from tests.platform.factories import person, world
from tests.unhurried import unhurried as settings

__all__ = ["settings"]

State = dict[str, Any]

MOST_TOPICS = 3
ANA, BRUNO, READER = 0, 1, 2
"""Ana leads the steward's team, Bruno is a member of the other; the reader, of Bruno's team, only looks."""
WHO = st.sampled_from([ANA, BRUNO])
WHICH = st.integers(0, 30)
OFTEN = st.sampled_from([True, True, True, False])
TEXTS = st.sampled_from(["hello", "**bold** é", "a\n\n- b", "`code`", "?"])
TITLES = st.sampled_from(["Beacons", "Phishing kit", "Leaked keys"])
LABELS = st.sampled_from(["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"])
KINDS = st.sampled_from(["discussion", "question"])
ACTS = st.sampled_from(["hide", "restore", "dismiss"])
EMOJI = st.sampled_from(["👍", "🎉", "👀"])
DONE = (200, 201, 403, 404, 409, 412, 422)


def sorted_reactions(post: State) -> State:
    return {**post, "reactions": sorted(post["reactions"], key=lambda one: str(one["emoji"]))}


def different(shown: State, fresh: State) -> State:
    """Where two collections differ: both values of each field, by the member's key."""
    found: State = {}
    for key in shown.keys() | fresh.keys():
        one, other = shown.get(key) or {}, fresh.get(key) or {}
        names = [name for name in one.keys() | other.keys() if one.get(name) != other.get(name)]
        if names:
            found[key] = {name: (one.get(name), other.get(name)) for name in names}
    return found


def merged(old: State | None, fresh: State, known: int) -> State:
    """A card as every reader is told it, with what only this one knows."""
    read = old["last_read"] if old else known
    return {**fresh, "last_read": read, "unread": max(0, fresh["posts"] - read)}


class Topics(Acting):
    """People in two groups, and somebody who looked at their topics at different times."""

    reader: Person

    @initialize()
    def open(self) -> None:
        self.topics: list[str] = []
        self.posts: list[str] = []
        self.seen: list[State] = []
        self.streams = self.ask(READER, "GET", "/me").json()["streams"]
        self.create(ANA, "question", "Beacons", "hello", "TLP:AMBER", False)
        self.look()

    def acted(self, who: int, method: str, address: str, **options: Any) -> State | None:
        answer = self.ask(who, method, address, headers={"If-Match": "*"}, **options)
        assert answer.status_code in DONE, answer.text
        return dict(answer.json()) if answer.is_success else None

    def topic(self, which: int) -> str:
        return f"/topics/{self.topics[which % len(self.topics)]}"

    def post(self, which: int) -> str:
        return f"/posts/{self.posts[which % len(self.posts)]}"

    def note_posts(self, topic_id: str) -> None:
        """Every post of a topic can be acted upon from now on."""
        found = self.acted(ANA, "GET", f"/topics/{topic_id}/posts?limit=100")
        self.posts += [one["id"] for one in (found or {"items": []})["items"] if one["id"] not in self.posts]

    def named(self, reader: bool) -> list[str]:
        return [str((self.reader if reader else self.cast.bruno).id), str(self.cast.ana.id)]

    @rule(
        who=WHO, kind=st.sampled_from(["discussion", "question"]), title=TITLES, text=TEXTS, label=LABELS, named=OFTEN
    )
    def create(self, who: int, kind: str, title: str, text: str, label: str, named: bool) -> None:
        if len(self.topics) >= MOST_TOPICS:
            return
        wanted: State = {"kind": kind, "title": title, "body": text, "label": label}
        if label == "TLP:RED":
            wanted["recipients"] = self.named(named)
        made = self.acted(who, "POST", "/topics", json={"group_id": str(self.cast.group.id), **wanted})
        if made:
            self.topics.append(made["id"])
            self.note_posts(made["id"])

    @rule(who=WHO, which=WHICH, text=TEXTS, reply=st.none() | WHICH)
    def write(self, who: int, which: int, text: str, reply: int | None) -> None:
        wanted: State = {"body": text}
        if reply is not None:
            wanted["reply_to_id"] = self.post(reply).removeprefix("/posts/")
        made = self.acted(who, "POST", f"{self.topic(which)}/posts", json=wanted)
        if made:
            self.posts.append(made["id"])

    @rule(who=WHO, which=WHICH, text=TEXTS)
    def edit(self, who: int, which: int, text: str) -> None:
        self.acted(who, "PATCH", self.post(which), json={"body": text})

    @rule(who=WHO, which=WHICH)
    def delete(self, who: int, which: int) -> None:
        self.acted(who, "DELETE", self.post(which))

    @rule(who=WHO, which=WHICH, emoji=EMOJI, on=OFTEN)
    def react(self, who: int, which: int, emoji: str, on: bool) -> None:
        self.acted(who, "PUT", f"{self.post(which)}/reactions", json={"emoji": emoji, "on": on})

    @rule(which=WHICH, act=ACTS)
    def moderate(self, which: int, act: str) -> None:
        self.acted(ANA, "POST", f"{self.post(which)}/moderation", json={"act": act, "reason": "Not ours to say"})

    @rule(which=WHICH, what=st.sampled_from(["pinned", "locked"]), on=OFTEN)
    def place(self, which: int, what: str, on: bool) -> None:
        self.acted(ANA, "POST", f"{self.topic(which)}/standing", json={what: on})

    @rule(who=WHO, which=WHICH, title=TITLES)
    def rename(self, who: int, which: int, title: str) -> None:
        self.acted(who, "PATCH", self.topic(which), json={"title": title, "tags": [title.lower()[:4]]})

    @rule(who=WHO, which=WHICH, label=LABELS, named=OFTEN)
    def relabel(self, who: int, which: int, label: str, named: bool) -> None:
        wanted: State = {"label": label, "recipients": self.named(named) if label == "TLP:RED" else []}
        self.acted(who, "POST", f"{self.topic(which)}/label", json=wanted)

    @rule(who=WHO, which=WHICH, quiet=st.booleans())
    def move(self, who: int, which: int, quiet: bool) -> None:
        group = self.cast.hidden if quiet else self.cast.group
        self.acted(who, "POST", f"{self.topic(which)}/move", json={"group_id": str(group.id)})

    @rule(which=WHICH, some=st.lists(WHICH, min_size=1, max_size=3))
    def split(self, which: int, some: list[int]) -> None:
        found = self.acted(ANA, "GET", f"{self.topic(which)}/posts?limit=100")
        there = [one["id"] for one in (found or {"items": []})["items"]][1:]
        if not there or len(self.topics) > MOST_TOPICS:
            return
        wanted = sorted({there[number % len(there)] for number in some})
        made = self.acted(ANA, "POST", f"{self.topic(which)}/split", json={"post_ids": wanted, "title": "Split off"})
        if made:
            self.topics.append(made["id"])

    @rule(who=WHO, which=WHICH, post=st.none() | WHICH)
    def accept(self, who: int, which: int, post: int | None) -> None:
        wanted = None if post is None else self.post(post).removeprefix("/posts/")
        self.acted(who, "PUT", f"{self.topic(which)}/answer", json={"post_id": wanted})

    @rule(which=WHICH, number=st.integers(0, 6), exactly=st.booleans())
    def read(self, which: int, number: int, exactly: bool) -> None:
        """The reader says how far; lists hear nothing of it, and keep what was answered."""
        topic_id = self.topic(which).removeprefix("/topics/")
        answer = self.acted(READER, "PUT", f"/topics/{topic_id}/read", json={"number": number, "exactly": exactly})
        if not answer:
            return
        for state in self.seen:
            card = state["cards"].get(topic_id)
            state["read"][topic_id] = answer["last_read"]
            if card:
                card["last_read"] = answer["last_read"]
                card["unread"] = max(0, card["posts"] - answer["last_read"])

    @rule()
    def look(self) -> None:
        """One more window is opened now."""
        self.seen.append(self.fresh())

    def heads(self) -> dict[str, int]:
        rows = self.do(self.harness.all("SELECT name, head FROM stream"))
        return {row.name: row.head for row in rows}

    def fresh(self) -> State:
        heads = self.heads()
        page = self.acted(READER, "GET", "/topics?limit=100")
        assert page is not None
        screens = {}
        for card in page["items"]:
            posts = self.acted(READER, "GET", f"/topics/{card['id']}/posts?limit=100")
            assert posts is not None
            screens[card["id"]] = {
                "topic": self.acted(READER, "GET", f"/topics/{card['id']}"),
                "posts": {one["number"]: sorted_reactions(one) for one in posts["items"]},
            }
        return {"heads": heads, "cards": {card["id"]: card for card in page["items"]}, "screens": screens, "read": {}}

    def told_list(self, state: State, kind: str, data: State, now: State) -> None:
        """What a list does when an event comes on any of the reader's streams; it asks when that does not say all."""
        topic_id, cards = data.get("topic_id"), state["cards"]
        if kind not in ("forum.topic.touched", "forum.topic.gone"):
            return
        card = data.get("card")
        if kind == "forum.topic.touched" and card and card["author"]:
            cards[topic_id] = merged(cards.get(topic_id), card, state["read"].get(topic_id, 0))
            return
        cards.pop(topic_id, None)
        if topic_id in now["cards"]:
            cards[topic_id] = dict(now["cards"][topic_id])

    def told_screen(self, screen: State, kind: str, data: State, fresh: State) -> None:
        """What an open topic does when an event comes on its stream; it asks when that does not say all."""
        posts = screen["posts"]
        post = data.get("post")
        if post and (post["state"] == "hidden" or not post["author"]):
            post = next((one for one in fresh["posts"].values() if one["id"] == post["id"]), post)
        if post:
            posts[post["number"]] = sorted_reactions(post)
        if kind == "forum.post.published":
            screen["topic"]["posts"] = max(screen["topic"]["posts"], data["post"]["number"])
        if kind == "forum.post.reacted":
            for one in posts.values():
                if one["id"] == data["post_id"]:
                    counts = [{**count, "mine": False} for count in data["reactions"]]
                    one.update(sorted_reactions({"reactions": counts}))
        if kind in ("forum.topic.changed", "forum.topic.answered"):
            screen["topic"] = dict(fresh["topic"])

    @rule()
    def agree(self) -> None:
        """Every window, with what it was told since, shows what a new one shows."""
        if not hasattr(self, "seen"):
            return
        now = self.fresh()
        rows = self.do(self.harness.all("SELECT stream, seq, type, data FROM stream_event ORDER BY stream, seq"))
        for backwards in (False, True):
            for old in self.seen:
                state = deepcopy(old)
                for stream in sorted(self.streams, reverse=backwards):
                    for row in rows:
                        if row.stream == stream and row.seq > old["heads"].get(stream, 0):
                            self.told_list(state, row.type, row.data, now)
                assert different(state["cards"], now["cards"]) == {}
        for old in self.seen:
            for topic_id in old["screens"].keys() & now["screens"].keys():
                self.agree_on(topic_id, deepcopy(old["screens"][topic_id]), old["heads"], rows, now)

    def agree_on(self, topic_id: str, screen: State, heads: dict[str, int], rows: list[Any], now: State) -> None:
        stream, fresh = f"topic:{topic_id}", now["screens"][topic_id]
        for row in rows:
            if row.stream == stream and row.seq > heads.get(stream, 0):
                self.told_screen(screen, row.type, row.data, fresh)
        assert screen["topic"] is not None
        for name in ("title", "tags", "label", "pinned", "locked", "group", "version", "accepted_post_id", "posts"):
            assert screen["topic"][name] == fresh["topic"][name], name
        accepted = fresh["topic"]["accepted_post_id"]
        shown = {number: {**post, "accepted": post["id"] == accepted} for number, post in screen["posts"].items()}
        assert different(shown, fresh["posts"]) == {}


async def test_old_state_and_events_are_the_fresh_state(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    Topics.harness, Topics.cast = harness, cast
    Topics.reader = await person(harness, cast.brazil, name="Reader")
    Topics.clients = [await client_for(one, strong=True) for one in (cast.ana, cast.bruno, Topics.reader)]
    await run(Topics)
