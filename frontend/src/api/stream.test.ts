import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LiveStream, type Frame, type StreamEvent } from "./stream";

/** Stands in for the browser's socket, whose far end these tests play. */
class FakeSocket {
  static all: FakeSocket[] = [];
  readyState: number = WebSocket.CONNECTING;
  sent: Record<string, unknown>[] = [];
  onopen?: () => void;
  onmessage?: (message: { data: string }) => void;
  onclose?: (event: { code: number }) => void;

  constructor() {
    FakeSocket.all.push(this);
  }
  accept(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }
  say(frame: Frame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  close(code = 1006): void {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.({ code });
  }
}

const last = () => FakeSocket.all.at(-1) as FakeSocket;
const event = (seq: number, stream = "topic:1"): StreamEvent => ({
  op: "event", stream, seq, type: "forum.post.published", at: "2026-11-23T12:00:00Z", data: {},
});

let live: LiveStream;
let seen: number[];
const listener = { onEvent: (e: StreamEvent) => seen.push(e.seq) };

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.all = [];
  seen = [];
  live = new LiveStream({ url: "ws://test", open: () => new FakeSocket() as unknown as WebSocket, random: () => 1 });
  live.start();
});
afterEach(() => {
  live.stop();
  vi.useRealTimers();
});

describe("live stream", () => {
  it("asks for its streams once the socket is open", () => {
    live.subscribe("topic:1", listener, 41);
    expect(last().sent).toEqual([]);
    last().accept();
    expect(last().sent).toEqual([{ op: "subscribe", stream: "topic:1", after: 41 }]);
    expect(live.connection).toBe("open");
  });

  it("delivers what was missed between loading and listening, in order, once", () => {
    live.subscribe("topic:1", listener, 41);
    last().accept();
    last().say({ op: "subscribed", stream: "topic:1", head: 43 });
    [42, 43, 43, 42, 44].forEach((seq) => last().say(event(seq)));
    expect(seen).toEqual([42, 43, 44]);
  });

  it("resumes after a break from the last number it saw", () => {
    live.subscribe("topic:1", listener, 0);
    last().accept();
    last().say({ op: "subscribed", stream: "topic:1", head: 0 });
    last().say(event(1));
    last().close();
    expect(live.connection).toBe("reconnecting");
    vi.advanceTimersByTime(500);
    last().accept();
    expect(last().sent).toEqual([{ op: "subscribe", stream: "topic:1", after: 1 }]);
    last().say({ op: "subscribed", stream: "topic:1", head: 2 });
    last().say(event(1));
    last().say(event(2));
    expect(seen).toEqual([1, 2]);
  });

  it("asks again when a number is skipped instead of delivering out of order", () => {
    live.subscribe("topic:1", listener, 0);
    last().accept();
    last().say(event(1));
    last().say(event(3));
    expect(seen).toEqual([1]);
    expect(last().sent.at(-1)).toEqual({ op: "subscribe", stream: "topic:1", after: 1 });
    last().say(event(2));
    last().say(event(3));
    expect(seen).toEqual([1, 2, 3]);
  });

  it("tells listeners to load again when too much was missed", () => {
    const onReset = vi.fn();
    live.subscribe("topic:1", { ...listener, onReset }, 1);
    last().accept();
    last().say({ op: "subscribed", stream: "topic:1", head: 900, reset: true });
    last().say(event(900));
    last().say(event(901));
    expect(onReset).toHaveBeenCalledOnce();
    expect(seen).toEqual([901]);
  });

  it("waits longer after each failure, and not longer than thirty seconds", () => {
    const waits: number[] = [];
    for (let i = 0; i < 9; i += 1) {
      const before = FakeSocket.all.length;
      last().close();
      let waited = 0;
      while (FakeSocket.all.length === before && waited < 60_000) {
        vi.advanceTimersByTime(250);
        waited += 250;
      }
      waits.push(waited);
    }
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it("waits for the link when the browser is offline and connects as soon as it is back", () => {
    last().accept();
    window.dispatchEvent(new Event("offline"));
    expect(live.connection).toBe("offline");
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(1);
    window.dispatchEvent(new Event("online"));
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("does not hammer a server that says the session has ended", () => {
    last().accept();
    last().close(4401);
    expect(live.connection).toBe("signed-out");
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.all).toHaveLength(1);
    live.connectNow();
    expect(FakeSocket.all).toHaveLength(2);
  });

  it("closes a socket that has gone silent", () => {
    last().accept();
    vi.advanceTimersByTime(50_000);
    expect(FakeSocket.all[0]?.readyState).toBe(WebSocket.CLOSED);
  });

  it("shares one subscription between listeners and ends it with the last", () => {
    last().accept();
    const one = live.subscribe("topic:1", listener, 0);
    const two = live.subscribe("topic:1", { onEvent: () => seen.push(-1) });
    expect(last().sent).toHaveLength(1);
    last().say(event(1));
    expect(seen).toEqual([1, -1]);
    one();
    two();
    expect(last().sent.at(-1)).toEqual({ op: "unsubscribe", stream: "topic:1" });
  });

  it("hears its own stream under its full name, and the loss of access", () => {
    const onLost = vi.fn();
    last().accept();
    live.subscribe("me", { ...listener, onLost });
    last().say({ op: "subscribed", stream: "person:7", head: 4 });
    last().say(event(5, "person:7"));
    last().say({ op: "revoked", stream: "person:7" });
    expect(seen).toEqual([5]);
    expect(onLost).toHaveBeenCalledWith("revoked");
  });

  it("says that somebody types at most every three seconds", () => {
    last().accept();
    live.typing("topic:1");
    live.typing("topic:1");
    vi.advanceTimersByTime(3000);
    live.typing("topic:1");
    expect(last().sent.filter((m) => m.op === "typing")).toHaveLength(2);
  });
});
