import { act, fireEvent, screen } from "@testing-library/react";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { problem, show } from "@/test/screen";
import ApplyPage from "./ApplyPage";
import ContactTestPage from "./ContactTestPage";
import StatusPage from "./StatusPage";

const asked = { organisation: "Jamaica CIRT", answered_at: null, closes_at: "2026-12-01T10:00:00Z" };

beforeAll(() => loadTexts("administration"));
beforeEach(() => {
  window.location.hash = "";
  localStorage.clear();
});

it("lets everybody choose a language, and leads members to where they sign in", async () => {
  await show(<ApplyPage />);
  expect(await screen.findByRole("button", { name: "Español" })).toBeTruthy();
  expect(screen.getByRole("link", { name: "Sign in" }).getAttribute("href")).toBe("/sign-in");
  expect(screen.getByRole("link", { name: "Atalaya" }).getAttribute("href")).toBe("/");
});

it("offers the member states in the order of the language, without asking the server", async () => {
  const { asked: calls } = await show(<ApplyPage />);
  const countries = [...screen.getByLabelText<HTMLSelectElement>("Country").options].slice(1).map((option) => option.text);
  expect(countries.pop()).toBe("Not in one country");
  expect(countries).toHaveLength(35);
  expect(countries).toEqual([...countries].sort((a, b) => a.localeCompare(b, "en")));
  expect(calls).toEqual([]);
});

it("goes to the first field that is refused, and says so of an application that was begun before", async () => {
  const refusal = { type: "/problems/invalid", status: 422, title: "Correct this", detail: "", fields: { contact_email: "Give another address." } };
  const { unmount } = await show(<ApplyPage />, {
    "POST /api/v1/applications": () => new Response(JSON.stringify(refusal), { status: 422, headers: { "Content-Type": "application/problem+json" } }),
  });
  fireEvent.change(screen.getByLabelText("Name of the organization"), { target: { value: "Health CSIRT" } });
  fireEvent.submit(screen.getByRole("button", { name: "Send the application" }));
  expect(await screen.findByText("Give another address.")).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByLabelText("E-mail address"));
  unmount();
  await show(<ApplyPage />);
  expect(screen.getByText("This is the draft that you left here.")).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>("Name of the organization").value).toBe("Health CSIRT");
});

it.each([
  ["without a secret", "", problem(404, "Not found")],
  ["with half of one", "#abc", problem(422, "Some of what was sent needs correcting", "Correct the fields named here.")],
  ["that nobody knows", "#unknown", problem(404, "Not found", "There is no such contact test.")],
])("says what to do about a link %s", async (_, hash, answer) => {
  window.location.hash = hash;
  await show(<ContactTestPage />, { "GET /api/v1/contact-tests/answer/abc": answer, "GET /api/v1/contact-tests/answer/unknown": answer });
  expect(await screen.findByText("This link does not work")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Try again" })).toBeNull();
});

it("offers to try again what the server could not answer", async () => {
  window.location.hash = "#abc";
  await show(<StatusPage />, { "POST /api/v1/applications/verify": problem(503, "Not available right now", "Wait a moment.") });
  expect(await screen.findByRole("button", { name: "Try again" })).toBeTruthy();
});

it("follows another link that is pasted into the same window", async () => {
  await show(<ContactTestPage />, { "GET /api/v1/contact-tests/answer/abc": asked });
  expect(await screen.findByText("This link does not work")).toBeTruthy();
  act(() => {
    window.location.hash = "#abc";
    window.dispatchEvent(new HashChangeEvent("hashchange"));
  });
  expect(await screen.findByRole("button", { name: "We read this mailbox" })).toBeTruthy();
});
