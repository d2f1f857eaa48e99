import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { clearWith } from "@/api/anew";
import { drafts, useDraft } from "@/api/drafts";
import { meQuery, type Me } from "@/api/me";
import { session } from "@/api/session";
import { ana, show } from "@/test/screen";
import { followOtherWindows } from "./otherWindows";

const bruno = "00000000-0000-7000-8000-0000000000c2";
const asBruno = { ...ana, person: { ...ana.person, id: bruno } };
const other = new BroadcastChannel("atalaya.session");
let stop = () => {};

function Writing() {
  const [text, write] = useDraft("topic:1:reply", "");
  return <input aria-label="shown" value={text} onChange={(event) => write(event.target.value)} />;
}

/** A window as the application opens one. */
async function open(answers: Record<string, unknown> = {}) {
  const shown = await show(<Writing />, answers);
  stop = followOtherWindows(shown.client);
  clearWith(shown.unmount);
  return { ...shown, replace: vi.spyOn(window.location, "replace").mockImplementation(() => {}) };
}

beforeEach(() => {
  drafts.open(ana.person.id);
  session.begin(ana.person.id);
});
afterEach(() => {
  stop();
  session.end();
  localStorage.clear();
});

it("leaves at once with whoever signs out in another window, and forgets what was shown and written", async () => {
  const { replace } = await open();
  drafts.write("topic:2:reply", "half a sentence");
  fireEvent.change(screen.getByLabelText("shown"), { target: { value: "not kept yet" } });
  other.postMessage({ signedOut: true });
  await waitFor(() => expect(replace).toHaveBeenCalledWith("/sign-in"));
  expect(screen.queryByLabelText("shown")).toBeNull();
  expect(drafts.count()).toBe(0);
  // What was still on its way, such as a message that was refused, comes back to nothing.
  expect(drafts.write("chat:outbox", ["half a message"])).toBe(false);
  expect(session.state).toBe("unknown");
});

it("goes on when the same person has signed in again in another window", async () => {
  const { asked } = await open({ "GET /api/v1/me": ana });
  let waiting: Promise<boolean> | undefined;
  act(() => void (waiting = session.expire()));
  other.postMessage({ signedIn: ana.person.id });
  expect(await waiting).toBe(true);
  await waitFor(() => expect(asked.map((one) => one.call)).toContain("GET /api/v1/me"));
  expect(screen.getByLabelText("shown")).toBeTruthy();
});

it("starts anew when somebody else has signed in, shows nothing more and sends nothing that waits", async () => {
  const { replace } = await open();
  let sent: boolean | undefined;
  act(() => void session.expire().then((go) => (sent = go)));
  other.postMessage({ signedIn: bruno });
  await waitFor(() => expect(replace).toHaveBeenCalledWith("/"));
  expect(screen.queryByLabelText("shown")).toBeNull();
  expect(sent).toBeUndefined();
});

it("shows nothing of somebody else to whom the session belongs by now", async () => {
  const { client, replace } = await open({ "GET /api/v1/me": asBruno });
  void client.fetchQuery({ ...meQuery, staleTime: 0 });
  await waitFor(() => expect(replace).toHaveBeenCalledWith("/"));
  expect(client.getQueryData(meQuery.queryKey)?.person.id).toBe(ana.person.id);
});

it("asks again who is signed in when another window tells of a change before the answer is there", async () => {
  session.end();
  let give: (me: Me) => void = () => {};
  const answers = [new Promise<Me>((resolve) => (give = resolve)), asBruno];
  const { client, asked } = await open({ "GET /api/v1/me": () => answers.shift() });
  const found = client.fetchQuery({ ...meQuery, staleTime: 0 });
  await waitFor(() => expect(asked).toHaveLength(1));
  const { heard } = session;
  other.postMessage({ signedIn: bruno });
  await waitFor(() => expect(session.heard).toBe(heard + 1));
  give(ana);
  expect((await found).person.id).toBe(bruno);
});
