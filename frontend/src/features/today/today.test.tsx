import { screen, waitFor } from "@testing-library/react";
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

it("asks nothing of chat for whoever does not read it, and says what could not be loaded", async () => {
  const reader = { ...ana, permissions: ["forum:topic:read"] };
  const { asked } = await show(<TodayPage />, answers(problem(500, "Something broke", "Tell the operators.")), reader);
  await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("Something broke"));
  expect(screen.getByRole("button", { name: "Try again" })).toBeTruthy();
  expect(asked.map(({ call }) => call)).not.toContain("GET /api/v1/chat/unread");
});
