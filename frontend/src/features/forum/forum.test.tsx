import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { drafts } from "@/api/drafts";
import { LiveStream, type StreamEvent, type StreamListener } from "@/api/stream";
import { loadTexts } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import { AudienceWords } from "@/ui/AudienceWords";
import { ForumNav } from "./ForumNav";
import GroupsPage from "./groups/GroupsPage";
import { Members } from "./groups/Members";
import ModerationPage from "./pages/ModerationPage";
import { FlagDialog } from "./post/FlagDialog";
import { PostMenu } from "./post/PostMenu";
import { SplitBar } from "./topic/SplitBar";
import { TopicMenu } from "./topic/TopicMenu";
import type { Group, GroupMember, Post, Topic } from "./types";

const group = (values: Partial<Group> = {}): Group =>
  ({
    id: "g1", name: "Incident response", description: "", community: "network", visibility: "listed", joining: "request",
    default_label: "TLP:AMBER", archived: false, created_at: "2026-01-01T00:00:00Z", standing: "member",
    organisations: 2, persons: 0, pending: null, ...values,
  }) as Group;

const nothing = {
  reply: false, edit: false, relabel: false, moderate: false, move: false, curate: false, accept: false, acknowledge: false, export: false,
};
const topic = (rights: Partial<Topic["rights"]> = {}): Topic =>
  ({
    id: "t1", title: "Worm over SMB", kind: "question", label: "TLP:AMBER", group: { id: "g1", name: "Incident response" },
    posts: 3, tags: [], pinned: false, locked: false, accepted_post_id: null, recipients: [], version: 2,
    rights: { ...nothing, ...rights },
  }) as unknown as Topic;
const post = (values: Partial<Post> = {}): Post =>
  ({ id: "p2", number: 2, state: "shown", mine: false, version: 1, open_flags: 0, html: "<p>x</p>", ...values }) as Post;

beforeAll(() => loadTexts("forum"));
beforeEach(() => drafts.open("ana"));

it("shows on each of my groups what happened last there, in two requests however many groups there are", async () => {
  const groups = [group(), group({ id: "g2", name: "Malware" }), group({ id: "g3", name: "Elsewhere", standing: "none", organisations: null })];
  const { asked } = await show(<GroupsPage />, {
    "GET /api/v1/groups": { items: groups },
    "GET /api/v1/group-invitations": [],
    "GET /api/v1/drafts": [],
    "GET /api/v1/forum/unread": {
      unread_topics: 2,
      groups: [{ group: { id: "g1", name: "Incident response" }, unread_topics: 2 }],
      latest: [{ id: "t1", group_id: "g1", title: "Worm over SMB", label: "TLP:GREEN", last_activity: "2026-11-01T10:00:00Z" }],
    },
  });
  const tile = (await screen.findByText("Worm over SMB")).closest("article") as HTMLElement;
  expect(within(tile).getByText("TLP:GREEN")).toBeTruthy();
  expect(within(tile).getByText("Incident response")).toBeTruthy();
  const quiet = screen.getByText("Malware").closest("article") as HTMLElement;
  expect(within(quiet).getByText("Nothing has been written here yet.")).toBeTruthy();
  expect(within(screen.getByText("Elsewhere").closest("article") as HTMLElement).queryByText(/Nothing has been/)).toBeNull();
  expect(asked.filter(({ call }) => !/drafts|invitations/.test(call))).toHaveLength(2);
});

it("leads stewards, and only them, to where members are managed", async () => {
  const query = { data: [] as GroupMember[], isError: false } as never;
  const first = await show(<Members query={query} manage="g1" asking={2} />);
  const link = await screen.findByRole("link", { name: "Invite and manage members" });
  expect(link.getAttribute("href")).toBe("/directory/groups/g1");
  expect(screen.getByText("2 teams or persons ask to join")).toBeTruthy();
  first.unmount();
  await show(<Members query={query} />);
  expect(screen.queryByRole("link", { name: "Invite and manage members" })).toBeNull();
});

it("keeps a report that could not be sent, also when the dialog was closed", async () => {
  const answers = { "POST /api/v1/posts/p2/flags": problem(429, "Too many requests", "Wait a minute.") };
  const first = await show(<FlagDialog post={post()} onClose={() => {}} />, answers);
  fireEvent.click(await screen.findByRole("radio", { name: /personal/i }));
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "Names a victim" } });
  fireEvent.click(screen.getByRole("button", { name: "Flag" }));
  await screen.findByText("Wait a minute.");
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("Names a victim");
  first.unmount();
  await show(<FlagDialog post={post()} onClose={() => {}} />, answers);
  expect((await screen.findByRole<HTMLTextAreaElement>("textbox")).value).toBe("Names a victim");
  expect(screen.getByRole<HTMLInputElement>("radio", { name: /personal/i }).checked).toBe(true);
});

it("keeps the title of a split, and forgets it once it is done", async () => {
  const bar = <SplitBar topic={topic({ moderate: true })} picked={new Set(["p2"])} onClose={() => {}} />;
  const first = await show(bar);
  fireEvent.click(await screen.findByRole("button", { name: /Continue/ }));
  fireEvent.change(screen.getByRole("textbox"), { target: { value: "Another matter" } });
  first.unmount();
  expect(drafts.read<string>("topic:t1:split")?.content).toBe("Another matter");
  const { asked } = await show(bar, { "POST /api/v1/topics/t1/split": { id: "t2" } });
  fireEvent.click(await screen.findByRole("button", { name: /Continue/ }));
  const buttons = screen.getAllByRole("button");
  fireEvent.click(buttons[buttons.length - 1] as HTMLElement);
  await waitFor(() => expect(drafts.read("topic:t1:split")).toBeNull());
  expect(asked.find(({ call }) => call === "POST /api/v1/topics/t1/split")?.body).toMatchObject({ title: "Another matter", post_ids: ["p2"] });
});

async function menuOf(part: React.ReactNode, me = ana): Promise<string[]> {
  const { unmount } = await show(part, {}, me);
  fireEvent.click((await screen.findAllByRole("button", { expanded: false }))[0] as HTMLElement);
  const menu = await screen.findByRole("menu", undefined, { timeout: 5000 });
  const names = within(menu).getAllByRole("menuitem").map((item) => item.textContent ?? "");
  unmount();
  return names;
}

const menu = (rights: Partial<Topic["rights"]>, values: Partial<Post> = {}) => (
  <PostMenu topic={topic(rights)} post={post(values)} put={() => {}} onEdit={() => {}} onHistory={() => {}} />
);

it("offers of a post what its reader may do, and no more", async () => {
  const reader = await menuOf(menu({}));
  expect(reader).toEqual(["Copy the link", "Unread from here"]);
  const flagger = { ...ana, permissions: [...ana.permissions, "forum:post:flag"] };
  expect(await menuOf(menu({}), flagger)).toContain("Flag for the moderators");
  expect(await menuOf(menu({ reply: true }, { mine: true, version: 2 }))).toEqual(
    expect.arrayContaining(["Edit", "Delete", "Earlier versions"]),
  );
  expect(await menuOf(menu({ accept: true }))).toContain("Accept as the answer");
  expect(await menuOf(menu({ moderate: true }, { open_flags: 1 }))).toEqual(
    expect.arrayContaining(["Delete", "Hide", "Dismiss the flags"]),
  );
});

it("offers of a topic what its reader may do, and no menu at all where that is nothing", async () => {
  expect(await menuOf(<TopicMenu topic={topic({ export: true })} onPick={() => {}} />)).toHaveLength(2);
  const steward = await menuOf(<TopicMenu topic={topic({ moderate: true, move: true })} onPick={() => {}} />);
  expect(steward).toHaveLength(4);
  await show(<TopicMenu topic={topic()} onPick={() => {}} />);
  expect(screen.queryByRole("button", { expanded: false })).toBeNull();
});

it("shows every group of mine, however many there are", async () => {
  const named = (first: number, count: number) => Array.from({ length: count }, (_, n) => group({ id: `g${first + n}`, name: `Group ${first + n}` }));
  await show(<GroupsPage />, {
    "GET /api/v1/groups": ({ url }: { url: URL }) =>
      url.searchParams.get("after") === "c1" ? { items: named(100, 5), next: null } : { items: named(0, 100), next: "c1" },
    "GET /api/v1/topics": { items: [], next: null, previous: null },
    "GET /api/v1/drafts": [],
  });
  expect(await screen.findByText("Group 104")).toBeTruthy();
  expect(screen.getByText("Group 0")).toBeTruthy();
});

it("counts a flag as soon as a moderator is told of it", async () => {
  const heard: StreamListener[] = [];
  vi.spyOn(LiveStream.prototype, "subscribe").mockImplementation((name, listener) => {
    if (name === "me") heard.push(listener);
    return () => {};
  });
  const flagged = { post_id: "p2", number: 2, label: "TLP:AMBER", excerpt: "Rude words", flags: [], author: { id: "b", name: "Bruno" } };
  const items: unknown[] = [];
  await show(<ForumNav />, {
    "GET /api/v1/moderation": () => ({ items, next: null, previous: null }),
    "GET /api/v1/drafts": [],
    "GET /api/v1/groups": { items: [group({ standing: "steward" })] },
  });
  await waitFor(() => expect(heard).toHaveLength(1));
  expect(screen.queryByRole("link", { name: /1 flagged post/ })).toBeNull();
  items.push(flagged);
  heard[0]?.onEvent({ type: "notification.created", data: { kind: "forum.post.flagged" } } as unknown as StreamEvent);
  expect(await screen.findByRole("link", { name: /^Moderation.*1 flagged post$/ })).toBeTruthy();
});

it("says in the moderation queue who reported what, and asks before a post is hidden", async () => {
  const flagged = {
    post_id: "p2", topic_id: "t1", topic_title: "Worm over SMB", number: 2, label: "TLP:AMBER", group: { id: "g1", name: "Incident response" },
    author: { id: "b", name: "Bruno" }, excerpt: "Rude words", flagged_at: "2026-11-01T10:00:00Z",
    flags: [{ id: "f1", reason: "abuse", note: "Please look", person: { id: "c", name: "Carla" } }],
  };
  const { asked } = await show(<ModerationPage />, {
    "GET /api/v1/moderation": { items: [flagged], next: null, previous: null },
    "GET /api/v1/drafts": [],
    "GET /api/v1/groups": { items: [{ id: "g1", name: "Incident response", standing: "steward" }] },
    "POST /api/v1/posts/p2/moderation": post({ state: "hidden" }),
  });
  await screen.findByText("Rude words");
  expect(screen.getByText("Carla")).toBeTruthy();
  expect(await screen.findByRole("link", { name: /^Moderation.*1 flagged post$/ })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Hide" }));
  expect(asked.some(({ call }) => call.startsWith("POST"))).toBe(false);
  const dialog = screen.getByRole("dialog");
  // What stands in its place says why: without a reason nothing is sent.
  fireEvent.click(within(dialog).getByRole("button", { name: "Hide" }));
  expect(asked.some(({ call }) => call.startsWith("POST"))).toBe(false);
  expect(within(dialog).queryByText("(optional)")).toBeNull();
  fireEvent.change(within(dialog).getByRole("textbox"), { target: { value: "Not like this" } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Hide" }));
  await waitFor(() => expect(asked.find(({ call }) => call.startsWith("POST"))?.body).toEqual({ act: "hide", reason: "Not like this" }));
});

it("says who can read what is there, and who will be able to read what is being written", async () => {
  const answers = { "POST /api/v1/audience": { token: "amber:g1", people: 41, organisations: 9, countries: 7, includes_constituents: false, named: [] } };
  const words = (
    <>
      <AudienceWords label="TLP:AMBER" group="g1" recipients={[]} />
      <AudienceWords now label="TLP:AMBER" group="g1" recipients={[]} />
    </>
  );
  await show(words, answers);
  expect(await screen.findByText("9 teams in 7 countries, 41 people will be able to read this.")).toBeTruthy();
  expect(await screen.findByText("9 teams in 7 countries, 41 people can read this.")).toBeTruthy();
});
