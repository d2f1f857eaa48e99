import { act, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { meQuery } from "@/api/me";
import { drafts } from "@/api/drafts";
import { session } from "@/api/session";
import { ana, show } from "@/test/screen";
import { useOtherWindows } from "./shell/useOtherWindows";

const bruno = "00000000-0000-7000-8000-0000000000c2";
const other = new BroadcastChannel("atalaya.session");

function Window() {
  useOtherWindows();
  return <p>{"shown"}</p>;
}

beforeEach(() => {
  drafts.open(ana.person.id);
  session.begin(ana.person.id);
});
afterEach(() => {
  session.end();
  localStorage.clear();
});

it("leaves with whoever signs out in another window, and forgets what was shown and written", async () => {
  const { client, router } = await show(<Window />);
  client.setQueryData(["groups"], ["Incident response"]);
  drafts.write("topic:1:reply", "half a sentence");
  other.postMessage({ signedOut: true });
  await waitFor(() => expect(router.state.location.pathname).toBe("/sign-in"));
  await waitFor(() => expect(client.getQueryData(["groups"])).toBeUndefined());
  expect(client.getQueryData(meQuery.queryKey)).toBeUndefined();
  expect(drafts.count()).toBe(0);
  expect(session.state).toBe("unknown");
});

it("goes on when the same person has signed in again in another window", async () => {
  const { asked } = await show(<Window />, { "GET /api/v1/me": ana });
  let waiting: Promise<boolean> | undefined;
  act(() => void (waiting = session.expire()));
  other.postMessage({ signedIn: ana.person.id });
  expect(await waiting).toBe(true);
  await waitFor(() => expect(asked.map((one) => one.call)).toContain("GET /api/v1/me"));
  expect(screen.getByText("shown")).toBeTruthy();
});

it("starts anew when somebody else has signed in, and sends nothing that waits", async () => {
  const assign = vi.spyOn(window.location, "assign").mockImplementation(() => {});
  await show(<Window />);
  let sent: boolean | undefined;
  act(() => void session.expire().then((go) => (sent = go)));
  other.postMessage({ signedIn: bruno });
  await waitFor(() => expect(assign).toHaveBeenCalledWith("/"));
  expect(sent).toBeUndefined();
});

it("shows nothing of somebody else to whom the session belongs by now", async () => {
  const assign = vi.spyOn(window.location, "assign").mockImplementation(() => {});
  const { client } = await show(<Window />, { "GET /api/v1/me": { ...ana, person: { ...ana.person, id: bruno } } });
  void client.fetchQuery({ ...meQuery, staleTime: 0 });
  await waitFor(() => expect(assign).toHaveBeenCalledWith("/"));
  expect(client.getQueryData(meQuery.queryKey)?.person.id).toBe(ana.person.id);
});
