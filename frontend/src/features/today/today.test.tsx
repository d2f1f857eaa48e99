import { screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import TodayPage from "./TodayPage";

beforeAll(() => loadTexts("today"));

const none = { unread_topics: 0, groups: [], new: [], awaiting: [], mentions: [], questions: [] };
const topic = (values: object) => ({
  id: "t1", kind: "advisory", title: "Gateway exploited", label: "TLP:AMBER", group: { id: "g1", name: "Incident response" },
  author: { id: "b", name: "Bruno" }, organisation: null, severity: "critical", acknowledge_by: null, excerpt: "", unread: 1,
  last_author: null, created_at: "2026-11-01T10:00:00Z", last_activity: "2026-11-01T10:00:00Z", ...values,
});
const answers = (forum: unknown, chat: unknown = { mentions: 0, conversations: 0 }) => ({
  "GET /api/v1/today/forum": forum,
  "GET /api/v1/chat/unread": chat,
  "GET /api/v1/notifications": { items: [], next: null, previous: null },
  "GET /api/v1/group-invitations": [],
});

it("says so when nothing waits, and shows no empty boxes", async () => {
  await show(<TodayPage />, answers(none));
  await screen.findByText("Nothing waits for you");
  expect(screen.queryByText("Waiting for your acknowledgement")).toBeNull();
  expect(screen.queryByRole("heading", { name: "Chat" })).toBeNull();
});

it("begins with what waits for my acknowledgement, the most urgent first, then what is new and what calls in chat", async () => {
  const today = {
    ...none,
    awaiting: [topic({ id: "t2", title: "Later", acknowledge_by: "2031-02-01" }), topic({ title: "Sooner", acknowledge_by: "2031-01-01" })],
    new: [topic({ id: "t3", title: "Fresh" })],
  };
  await show(<TodayPage />, answers(today, { mentions: 2, conversations: 1 }));
  await screen.findByText("Fresh");
  await screen.findByText("2 messages name you or your team");
  expect(screen.getByText("1 conversation has something new")).toBeTruthy();
  const links = screen.getAllByRole("link").map((link) => link.textContent);
  expect(links.indexOf("Sooner")).toBeLessThan(links.indexOf("Later"));
  expect(links.indexOf("Later")).toBeLessThan(links.indexOf("Fresh"));
});

const own = (values: object) => ({ id: "o1", name: "CERT Guyana", acronym: "CIRT.GY", country: "GUY", kind: "national_csirt", role: "team_lead", ...values });
const steward = {
  "GET /api/v1/groups": { items: [{ id: "g1", standing: "steward" }, { id: "g2", standing: "member" }], next: null, previous: null },
  "GET /api/v1/moderation": { items: [{ post_id: "p1" }, { post_id: "p2" }], next: null, previous: null },
  "GET /api/v1/best-practices": {
    items: [
      topic({ id: "b1", kind: "best_practice", title: "Playbook of my group", review_on: "2026-01-31" }),
      topic({ id: "b2", kind: "best_practice", title: "Of another's group", group: { id: "g2", name: "Other" }, review_on: "2026-01-31" }),
      topic({ id: "b3", kind: "best_practice", title: "My own words", group: { id: "g2", name: "Other" }, author: ana.person, review_on: "2026-01-31" }),
    ],
    next: null, previous: null,
  },
  "GET /api/v1/applications": { items: [{ id: "a1", name: "Ministry of Health", clock: { due_on: "2030-01-31", working_days_left: 3, overdue: false } }], next: null, previous: null },
  "GET /api/v1/organisations/o1": { id: "o1", name: "CERT Guyana", confirmation: { confirmed_at: null, confirm_by: null, overdue: true } },
};

it("lists what waits for me as steward, author, contact point and team lead, and then nothing says that all is calm", async () => {
  const me = { ...ana, permissions: [...ana.permissions, "identity:organisation:endorse"], organisations: [own({}), own({ id: "o2", role: "member" })] } as typeof ana;
  const { asked } = await show(<TodayPage />, { ...answers(none), ...steward }, me);
  const heading = await screen.findByRole("heading", { name: "Waiting for you" });
  const todo = heading.closest("section") ?? document.body;
  await waitFor(() => expect(within(todo).getAllByRole("link").map((link) => link.textContent)).toEqual([
    "2 flagged posts to look at", "Ministry of Health", "Confirm the entry of CIRT.GY", "Playbook of my group", "My own words",
  ]));
  expect(screen.queryByText("Nothing waits for you")).toBeNull();
  // One question for each kind, whatever there is.
  expect(asked.filter(({ call }) => /moderation|practices|applications|organisations|groups/.test(call))).toHaveLength(5);
});

it("asks for nothing that could not wait for whoever asks", async () => {
  const member = { ...ana, organisations: [own({ role: "member" })] } as typeof ana;
  const { asked } = await show(<TodayPage />, { ...answers(none), ...steward, "GET /api/v1/groups": { items: [], next: null, previous: null }, "GET /api/v1/best-practices": { items: [], next: null, previous: null } }, member);
  await screen.findByText("Nothing waits for you");
  expect(screen.queryByRole("heading", { name: "Waiting for you" })).toBeNull();
  expect(asked.some(({ call }) => /moderation|applications|organisations/.test(call))).toBe(false);
});

it("asks nothing of chat for whoever does not read it, and says what could not be loaded", async () => {
  const reader = { ...ana, permissions: ["forum:topic:read"] };
  const { asked } = await show(<TodayPage />, answers(problem(500, "Something broke", "Tell the operators.")), reader);
  await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("Something broke"));
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  expect(asked.map(({ call }) => call)).not.toContain("GET /api/v1/chat/unread");
});
