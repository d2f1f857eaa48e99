import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { show } from "@/test/screen";
import { Following } from "./Following";

const id = (last: string) => `00000000-0000-7000-8000-0000000000${last}`;
const choice = (place: string, name: string | null) => ({ place, name, level: "all", created_at: "2026-11-01T10:00:00Z" });

beforeAll(() => loadTexts("notifications"));

it("names the places that one follows, and never shows the id of one that is no longer shared", async () => {
  await show(<Following />, {
    "GET /api/v1/subscriptions": [choice(`topic:${id("a1")}`, "Phishing wave"), choice(`channel:${id("c1")}`, null), choice(`group:${id("f1")}`, null)],
    "GET /api/v1/channels": { items: [{ id: id("c1"), name: "", people: [{ id: id("b1"), name: "Bruno" }] }] },
  });
  expect((await screen.findByRole("link", { name: "Phishing wave" })).getAttribute("href")).toBe(`/forum/topics/${id("a1")}`);
  expect((await screen.findByRole("link", { name: "Bruno" })).getAttribute("href")).toBe(`/chat/${id("c1")}`);
  expect(screen.getByText("No longer shared with you")).toBeTruthy();
  expect(document.body.textContent).not.toContain(id("f1"));
});

it("names a channel that stands far down in the list, and asks for no more of it than needed", async () => {
  const channel = (number: number) => ({ id: id(String(number).padStart(2, "0")), name: `Channel ${number}`, people: [] });
  const parts: (string | null)[] = [];
  await show(<Following />, {
    "GET /api/v1/subscriptions": [choice(`channel:${id("25")}`, null)],
    "GET /api/v1/channels": ({ url }: { url: URL }) => {
      const after = url.searchParams.get("after");
      parts.push(after);
      const from = Number(after ?? 0);
      return { items: Array.from({ length: 10 }, (_, at) => channel(from + at)), next: String(from + 10) };
    },
  });
  expect((await screen.findByRole("link", { name: "Channel 25" })).getAttribute("href")).toBe(`/chat/${id("25")}`);
  expect(parts).toEqual([null, "10", "20"]);
});

it("keeps showing what was just chosen until the server's list says the same", async () => {
  let answer: (now: unknown) => void = () => {};
  let level = "all";
  const place = `topic:${id("a1")}`;
  await show(<Following />, {
    "GET /api/v1/subscriptions": () => [{ ...choice(place, "Phishing wave"), level }],
    [`PUT /api/v1/subscriptions/${place}`]: () => new Promise((resolve) => (answer = resolve)),
  });
  const field = await screen.findByLabelText<HTMLSelectElement>("How much you hear of Phishing wave");
  fireEvent.change(field, { target: { value: "nothing" } });
  await waitFor(() => expect(field.value).toBe("nothing"));
  level = "nothing";
  answer({ ...choice(place, "Phishing wave"), level });
  await waitFor(() => expect(field.value).toBe("nothing"));
});
