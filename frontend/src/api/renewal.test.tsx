import { act } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ana, problem, show } from "@/test/screen";
import { api } from "./client";
import { session } from "./session";

/** An answer that comes when the test says. */
function later() {
  let give: (answer: unknown) => void = () => {};
  const answer = new Promise((resolve) => (give = resolve));
  return { answer, give };
}

beforeEach(() => session.begin(ana.person.id));
afterEach(() => {
  session.end();
  vi.useRealTimers();
});

it("sends again what met the old token while a new one was on its way", async () => {
  const confirm = later();
  let renewed = false;
  const { asked } = await show(null, {
    "POST /api/v1/me/confirm": () => confirm.answer,
    "GET /api/v1/groups": () => (renewed ? { items: [] } : problem(401, "Nobody is signed in")),
  });
  const proof = api.POST("/api/v1/me/confirm", { body: { password: "a kiskadee" } });
  const groups = api.GET("/api/v1/groups");
  await vi.waitFor(() => expect(asked.some((one) => one.call === "GET /api/v1/groups")).toBe(true));
  renewed = true;
  confirm.give(null);
  expect((await groups).data).toEqual({ items: [] });
  await proof;
  expect(session.state).toBe("signed-in");
});

it("asks to sign in again when a proof is refused because the session has ended", async () => {
  const { asked } = await show(null, { "POST /api/v1/me/confirm": problem(401, "Nobody is signed in") });
  void api.POST("/api/v1/me/confirm", { body: { password: "a kiskadee" } }).catch(() => null);
  await vi.waitFor(() => expect(session.state).toBe("expired"));
  expect(asked).toHaveLength(1);
});

it("comes back when the socket of a session ended that goes on", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const { live, asked, client } = await show(null, { "GET /api/v1/me": { ...ana, strong: true } });
  const connect = vi.spyOn(live, "connectNow");
  end(live);
  await act(() => vi.advanceTimersByTimeAsync(1500));
  expect(asked.map((one) => one.call)).toEqual(["GET /api/v1/me"]);
  expect(connect).toHaveBeenCalled();
  expect(session.state).toBe("signed-in");
  expect(client.getQueryData<typeof ana>(["me"])?.strong).toBe(true);
});

it("asks to sign in again when the socket of a session ended that has ended", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const { live } = await show(null, { "GET /api/v1/me": problem(401, "Nobody is signed in") });
  end(live);
  await act(() => vi.advanceTimersByTimeAsync(1500));
  expect(session.state).toBe("expired");
});

/** The server ends the page's socket. */
function end(live: Awaited<ReturnType<typeof show>>["live"]) {
  const { socket } = live as unknown as { socket: { onclose: (event: { code: number }) => void } };
  act(() => socket.onclose({ code: 4401 }));
}
