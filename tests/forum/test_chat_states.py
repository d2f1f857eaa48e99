"""For a channel, any old state plus the events since is the fresh state, whatever was done."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from atalaya_platform.ids import new_id
from tests.conftest import ClientFor
from tests.forum.states import Acting, run
from tests.harness import Harness
from tests.platform.factories import world
from tests.unhurried import unhurried as settings

__all__ = ["settings"]

State = dict[str, Any]

WHO = st.integers(0, 1)
WHICH = st.integers(0, 30)
TEXTS = st.sampled_from(["hello", "**bold** é", "@channel look", "a\n\n- b", "`code`", "?"])
OFTEN = st.sampled_from([True, True, True, False])
EMOJI = st.sampled_from(["👍", "🎉", "👀"])


def told(state: State, kind: str, data: dict[str, Any]) -> None:
    """What a client does to its state when an event comes."""
    messages = state["messages"]
    if kind == "chat.message.sent":
        message = {name: value for name, value in data.items() if name != "thread_replies"}
        messages.setdefault(message["id"], message)
    elif kind == "chat.message.edited":
        messages[data["id"]].update(data)
    elif kind == "chat.message.deleted":
        kept = {name: data[name] for name in ("deleted_at", "deleted_by", "version")}
        messages[data["id"]].update(
            kept,
            deleted=True,
            body="",
            html="",
            mentioned=[],
            mentions_all=False,
            reactions=[],
            attachments=[],
            pinned_at=None,
            pinned_by=None,
        )
    elif kind in ("chat.message.reacted", "chat.message.pinned"):
        messages[data["id"]].update(data)
    elif kind == "chat.message.carried":
        for one in data["ids"]:
            messages[one]["topic_id"] = data["topic_id"]
    elif kind == "chat.channel.changed":
        state["channel"].update(data)
    if data.get("thread_replies") is not None:
        messages[data["thread_root"]]["replies"] = data["thread_replies"]


class Channel(Acting):
    """Two people in one channel, and clients that looked at it at different times."""

    @initialize()
    def open(self) -> None:
        made = self.do(
            self.clients[0].post(
                f"/api/v1/groups/{self.cast.group.id}/channels", json={"name": "states", "label": "TLP:AMBER"}
            )
        )
        self.base = f"/api/v1/channels/{made.json()['id']}"
        self.stream = f"channel:{made.json()['id']}"
        self.sent: list[str] = []
        self.seen: list[State] = []
        self.look()

    @rule()
    def look(self) -> None:
        """One more client opens the channel now."""
        self.seen.append(self.fresh())

    def fresh(self) -> State:
        page = self.do(self.clients[1].get(f"{self.base}/messages", params={"limit": 100})).json()
        channel = self.do(self.clients[1].get(self.base)).json()
        fields = ("id", "name", "topic", "label", "archived", "version")
        return {
            "head": page["head"],
            "messages": {message["id"]: message for message in page["items"]},
            "channel": {name: channel[name] for name in fields},
        }

    @rule(who=WHO, text=TEXTS, reply=st.none() | WHICH)
    def send(self, who: int, text: str, reply: int | None) -> None:
        message = str(new_id())
        body: dict[str, Any] = {"body": text}
        if reply is not None and self.sent:
            body["reply_to"] = self.sent[reply % len(self.sent)]
        for _ in range(2):  # sending again changes nothing
            answer = self.do(self.clients[who].put(f"{self.base}/messages/{message}", json=body))
        assert answer.status_code in (200, 409), answer.text
        if answer.status_code == 200:
            self.sent.append(message)

    def on(self, method: str, which: int, path: str = "", who: int = 0, **options: Any) -> None:
        if self.sent:
            address = f"{self.base}/messages/{self.sent[which % len(self.sent)]}{path}"
            answer = self.do(self.clients[who].request(method, address, **options))
            assert answer.status_code in (200, 403, 409, 412), answer.text

    @rule(who=WHO, which=WHICH, text=TEXTS)
    def edit(self, who: int, which: int, text: str) -> None:
        self.on("PATCH", which, who=who, json={"body": text}, headers={"If-Match": "*"})

    @rule(who=WHO, which=WHICH)
    def delete(self, who: int, which: int) -> None:
        self.on("DELETE", which, who=who)

    @rule(who=WHO, which=WHICH, emoji=EMOJI, put=OFTEN)
    def react(self, who: int, which: int, emoji: str, put: bool) -> None:
        self.on("PUT" if put else "DELETE", which, f"/reactions/{emoji}", who=who)

    @rule(which=WHICH, put=OFTEN)
    def pin(self, which: int, put: bool) -> None:
        self.on("PUT" if put else "DELETE", which, "/pin")

    @rule(topic=st.sampled_from(["", "one", "two"]))
    def describe(self, topic: str) -> None:
        answer = self.do(self.clients[0].patch(self.base, json={"topic": topic}, headers={"If-Match": "*"}))
        assert answer.status_code == 200, answer.text

    @rule(which=WHICH)
    def carry(self, which: int) -> None:
        if self.sent:
            wanted = {"messages": [self.sent[which % len(self.sent)]], "title": "Carried over"}
            answer = self.do(self.clients[0].post(f"{self.base}/topics", json=wanted))
            assert answer.status_code in (201, 409), answer.text

    @rule()
    def agree(self) -> None:
        """Every client, with what it was told since, sees what a new one sees; hearing things twice is harmless."""
        if not hasattr(self, "seen"):
            return
        events = self.do(
            self.harness.all(
                "SELECT seq, type, data FROM stream_event WHERE stream = :stream ORDER BY seq", stream=self.stream
            )
        )
        assert [event.seq for event in events] == list(range(1, len(events) + 1))
        now = self.fresh()
        assert now["head"] == len(events)
        for old in self.seen:
            for again in (0, 3):
                state = deepcopy(old)
                for event in events[max(0, old["head"] - again) :]:
                    told(state, event.type, event.data)
                assert state["messages"] == now["messages"]
                assert state["channel"] == now["channel"]


async def test_old_state_and_events_are_the_fresh_state(harness: Harness, client_for: ClientFor) -> None:
    cast = await world(harness)
    Channel.harness, Channel.cast = harness, cast
    Channel.clients = [await client_for(cast.ana), await client_for(cast.bruno)]
    await run(Channel)
