import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { problem, show } from "@/test/screen";
import NotificationsPage from "./NotificationsPage";

const id = "00000000-0000-7000-8000-0000000000f1";
const notice = {
  id, kind: "forum.post.reply", title: "Session theft", excerpt: "One gateway here", label: "TLP:AMBER", url: "/forum", withheld: false,
  created_at: "2026-11-27T10:00:00Z", read_at: null, mail: null, mail_error: null,
};
const list = { "GET /api/v1/notifications": { items: [notice], next: null } };
const tick = () => screen.findByRole("button", { name: "Mark as read" });

beforeAll(() => loadTexts("notifications"));

it("shows as read what was ticked before the server has answered", async () => {
  let answer: (now: unknown) => void = () => {};
  const { client } = await show(<NotificationsPage />, { ...list, "POST /api/v1/notifications/read": () => new Promise((resolve) => (answer = resolve)) });
  client.setQueryData(["notifications", "unread"], { unread: 3 });
  fireEvent.click(await tick());
  await waitFor(() => expect(screen.queryByRole("button", { name: "Mark as read" })).toBeNull());
  expect(client.getQueryData(["notifications", "unread"])).toEqual({ unread: 2 });
  answer({ unread: 2 });
});

it("takes it back and says why when it was refused", async () => {
  await show(<NotificationsPage />, { ...list, "POST /api/v1/notifications/read": problem(503, "Not available right now", "Wait a moment.") });
  fireEvent.click(await tick());
  expect(await screen.findByText(/Wait a moment/)).toBeTruthy();
  expect(await tick()).toBeTruthy();
});
