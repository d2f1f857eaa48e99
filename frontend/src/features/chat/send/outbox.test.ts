import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Outbox, type Outcome, type Outgoing } from "./outbox";
import { uuid7 } from "./uuid7";

let stored: Outgoing[] = [];
const kept = {
  read: () => structuredClone(stored),
  write: (messages: Outgoing[]) => ((stored = structuredClone(messages)), true),
  alone: (work: () => Promise<void>) => work(),
};

function outgoing(id: string): Outgoing {
  return { id, channel: "c", body: id, reply_to: null, attachments: [], written_at: "2026-11-23T10:00:00Z" };
}

/** A server that keeps each id once, as ours does, and answers as told. */
function server(answers: Outcome[] = []) {
  const arrived: string[] = [];
  const send = vi.fn((message: Outgoing): Promise<Outcome> => {
    const answer = answers.shift() ?? { kind: "sent" };
    if (answer.kind === "sent" && !arrived.includes(message.id)) arrived.push(message.id);
    return Promise.resolve(answer);
  });
  return { arrived, send };
}

beforeEach(() => {
  stored = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it("sends in the order of writing and then keeps nothing", async () => {
  const { arrived, send } = server();
  const box = new Outbox({ send, ...kept });
  ["a", "b", "c"].forEach((id) => box.add(outgoing(id)));
  await vi.runAllTimersAsync();
  expect(arrived).toEqual(["a", "b", "c"]);
  expect(box.list()).toEqual([]);
  expect(stored).toEqual([]);
});

it("waits while the link is down, holding the order, and sends when it is back", async () => {
  const { arrived, send } = server([{ kind: "later" }, { kind: "later" }]);
  const box = new Outbox({ send, ...kept });
  box.add(outgoing("a"));
  box.add(outgoing("b"));
  await vi.advanceTimersByTimeAsync(0);
  expect(arrived).toEqual([]);
  expect(box.list().map((one) => one.id)).toEqual(["a", "b"]);
  await vi.runAllTimersAsync();
  expect(arrived).toEqual(["a", "b"]);
});

it("survives a reload in the middle: what the server has already is not sent twice", async () => {
  const { arrived, send } = server();
  stored = [outgoing("a"), outgoing("b")];
  arrived.push("a");
  const box = new Outbox({ send, ...kept });
  expect(box.list()).toHaveLength(2);
  await box.flush();
  expect(arrived).toEqual(["a", "b"]);
  expect(stored).toEqual([]);
});

it("puts a refused message aside with the reason, and sends it again under its id or lets it go", async () => {
  const { arrived, send } = server([{ kind: "refused", why: "archived" }]);
  const box = new Outbox({ send, ...kept });
  box.add(outgoing("a"));
  box.add(outgoing("b"));
  await vi.runAllTimersAsync();
  expect(arrived).toEqual(["b"]);
  expect(box.list()).toMatchObject([{ id: "a", refused: "archived" }]);
  box.again("a");
  await vi.runAllTimersAsync();
  expect(arrived).toEqual(["b", "a"]);
  expect(send.mock.calls.map(([message]) => message.id)).toEqual(["a", "b", "a"]);
  box.add({ ...outgoing("d"), refused: "no" });
  box.discard("d");
  expect(stored).toEqual([]);
});

it("makes ids of version 7 that rise with the time", () => {
  const ids = [uuid7(1_700_000_000_000), uuid7(1_700_000_000_001), uuid7(1_800_000_000_000)];
  expect(ids).toEqual([...ids].sort());
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
