import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, it, vi } from "vitest";
import { loadTexts } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import { keys } from "../api";
import { calling } from "../count";
import type { Channel, Message } from "../types";
import { ArchiveChannel, EditChannel, RelabelChannel } from "./ChannelDialogs";
import { TalkContext, type Talk } from "./context";
import { Header } from "./Header";
import { MessageSheet } from "./MessageTools";

const id = "00000000-0000-7000-8000-0000000000c1";
const group = "00000000-0000-7000-8000-0000000000f1";
const path = `/api/v1/channels/${id}`;

function channel(values: Partial<Channel> = {}): Channel {
  return {
    id, name: "malware", topic: "Samples", label: "TLP:AMBER", group_id: group, community: "network", general: false,
    direct: false, people: [], archived: false, may_write: true, may_change: true, may_clear: false, muted: false,
    level: "mentions", read_seq: 0, unread: 0, mentions: 0, last_message: null, created_at: "2026-11-01T10:00:00Z",
    version: 4, ...values,
  };
}

const usual = {
  "GET /api/v1/groups": { items: [{ id: group, name: "Incident response", visibility: "listed" }] },
  [`GET ${path}/readers`]: { total: 4, organisations: 2, countries: 2, people: null },
};

beforeAll(() => loadTexts("chat"));

async function openMenu(one: Channel): Promise<HTMLElement> {
  await show(<Header channel={one} open={() => {}} onPick={() => {}} />, usual);
  const more = await screen.findByRole("button", { name: "More about this channel" });
  fireEvent.click(more);
  return screen.findByRole("menu", undefined, { timeout: 5000 });
}

it("offers changes of a channel to those who may make them, and to nobody else", async () => {
  const menu = await openMenu(channel());
  for (const name of ["Rename or describe", "Change the label", "Archive the channel"]) {
    expect(within(menu).getByRole("menuitem", { name })).toBeTruthy();
  }
});

it("hides what would be refused", async () => {
  const menu = await openMenu(channel({ may_change: false }));
  expect(within(menu).queryByText("Rename or describe")).toBeNull();
  expect(within(menu).queryByText("Archive the channel")).toBeNull();
});

it("neither archives a group’s first channel nor relabels a TLP:RED one", async () => {
  const menu = await openMenu(channel({ general: true, label: "TLP:RED" }));
  expect(within(menu).queryByText("Archive the channel")).toBeNull();
  expect(within(menu).queryByText("Change the label")).toBeNull();
});

it("keeps what was typed when renaming is refused, and saves it upon the version that was read", async () => {
  let refuse = true;
  const onClose = vi.fn();
  const { asked } = await show(<EditChannel channel={channel()} onClose={onClose} />, {
    [`PATCH ${path}`]: () => (refuse ? problem(409, "Somebody changed it.", "Look at it again.") : channel({ name: "samples", version: 5 })),
  });
  const name = await screen.findByLabelText<HTMLInputElement>(/Name/);
  fireEvent.change(name, { target: { value: "samples" } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await screen.findByText(/Somebody changed it/);
  expect(name.value).toBe("samples");
  refuse = false;
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  const sent = asked.filter((one) => one.call === `PATCH ${path}`);
  expect(sent[1]?.body).toEqual({ name: "samples", topic: "Samples" });
  expect(sent[1]?.headers.get("If-Match")).toBe('"4"');
});

it("says who would read the channel before its label is changed", async () => {
  const { asked } = await show(<RelabelChannel channel={channel()} onClose={() => {}} />, {
    ...usual,
    "POST /api/v1/audience": ({ body }: { body: unknown }) =>
      (body as { label: string }).label === "TLP:GREEN" ? { people: 41, organisations: 9, countries: 7 } : { people: 4, organisations: 2, countries: 2 },
    [`PUT ${path}/label`]: channel({ label: "TLP:GREEN", version: 5 }),
  });
  const confirm = await screen.findByRole("button", { name: "Change to TLP:AMBER" });
  expect(confirm.getAttribute("aria-disabled")).toBe("true");
  fireEvent.click(screen.getByRole("radio", { name: /TLP:GREEN/ }));
  await screen.findByText("Will be read by 41 people of 9 organizations in 7 countries");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /TLP:RED/ }).disabled).toBe(true);
  fireEvent.click(screen.getByRole("button", { name: "Change to TLP:GREEN" }));
  await waitFor(() => expect(asked.find((one) => one.call === `PUT ${path}/label`)?.body).toEqual({ label: "TLP:GREEN" }));
});

it("asks before a channel is archived, and offers to open it again", async () => {
  const { asked, client } = await show(<ArchiveChannel channel={channel()} onClose={() => {}} />, {
    [`PATCH ${path}`]: channel({ archived: true, version: 5 }),
  });
  await screen.findByText("Archive malware?");
  expect(asked).toHaveLength(0);
  fireEvent.click(screen.getByRole("button", { name: "Archive the channel" }));
  await screen.findByText("The channel is archived.");
  expect(client.getQueryData<Channel>(keys.channel(id))?.archived).toBe(true);
});

const message = {
  id: "m1", channel_id: id, seq: 1, author: { id: "bruno", name: "Bruno" }, body: "x", html: "<p>x</p>", reply_to: null,
  thread_root: null, replies: 0, mentioned: [], mentions_all: false, reactions: [], attachments: [],
  created_at: "2026-11-01T10:00:00Z", edited_at: null, deleted: false, deleted_at: null, deleted_by: null,
  pinned_at: null, pinned_by: null, topic_id: null, version: 1,
} satisfies Message;

it.each([true, false])("lets stewards delete what others wrote, with a question first (steward: %s)", async (may_clear) => {
  const talk = { channel: channel({ may_clear }), me: ana.person.id, chosen: null, editing: null } as unknown as Talk;
  await show(
    <TalkContext.Provider value={talk}>
      <MessageSheet message={message} onClose={() => {}} />
    </TalkContext.Provider>,
  );
  await screen.findByRole("button", { name: "Copy the link" });
  expect(screen.queryByRole("button", { name: "Edit" })).toBeNull();
  const remove = screen.queryByRole("button", { name: "Delete" });
  expect(remove !== null).toBe(may_clear);
  if (!remove) return;
  fireEvent.click(remove);
  expect(screen.getByText("Delete this message?")).toBeTruthy();
});

it("counts messages that name me and conversations with something new, not what is muted", () => {
  const direct = { direct: true, group_id: null };
  expect(
    calling([
      channel({ unread: 7, mentions: 2 }),
      channel({ mentions: 3, muted: true }),
      channel({ ...direct, unread: 5 }),
      channel({ ...direct, unread: 5, muted: true }),
      channel(direct),
    ]),
  ).toBe(3);
});
