import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { ana, show } from "@/test/screen";
import type { Filters } from "../types";
import { FeedFilters } from "./FeedFilters";

beforeAll(() => loadTexts("forum"));

const bruno = "00000000-0000-7000-8000-0000000000b1";
const answers = (standing: string) => ({
  "GET /api/v1/groups": { items: [{ id: "g1", name: "Incident response", standing }] },
  [`GET /api/v1/people/${bruno}`]: { id: bruno, name: "Bruno" },
  "GET /api/v1/people": { items: [{ id: bruno, name: "Bruno", organisations: [] }], next: null, previous: null },
});
const open = async (filters: Filters, standing = "member") => {
  const shown = await show(<FeedFilters filters={filters} to="/" />, answers(standing));
  fireEvent.click(screen.getByRole("button", { name: "More filters" }));
  return { ...shown, search: () => shown.router.state.location.search };
};

it("narrows to questions without an answer, which only questions can lack", async () => {
  const { search } = await open({ kind: "discussion", unread: true });
  fireEvent.change(await screen.findByRole("combobox", { name: "Answer" }), { target: { value: "false" } });
  await waitFor(() => expect(search()).toEqual({ kind: "question", answered: false, unread: true }));
});

it("narrows to what one person started, oneself first", async () => {
  const { search } = await open({});
  const field = await screen.findByRole("combobox", { name: "Started by" });
  fireEvent.click(field);
  expect(await screen.findByRole("option", { name: /Ana/ })).toBeTruthy();
  fireEvent.change(field, { target: { value: "bru" } });
  await screen.findByRole("option", { name: /Bruno/ });
  fireEvent.keyDown(field, { key: "Enter" });
  await waitFor(() => expect(search()).toEqual({ author: bruno }));
});

it("offers what is flagged to those who look after it only", async () => {
  const { unmount } = await open({});
  await screen.findByRole("combobox", { name: "Answer" });
  expect(screen.queryByRole("checkbox")).toBeNull();
  unmount();
  const { search } = await open({}, "steward");
  fireEvent.click(await screen.findByRole("checkbox", { name: "With flagged posts" }));
  await waitFor(() => expect(search()).toEqual({ flagged: true }));
});

it("shows each filter that the address holds, to be taken off with one press", async () => {
  const { router } = await show(<FeedFilters filters={{ author: bruno, answered: true, flagged: true, kind: "question" }} to="/" />, answers("steward"), ana);
  expect(await screen.findByRole("button", { name: "Show topics of others than Bruno too" })).toBeTruthy();
  expect(screen.getByRole("button", { name: "Not only: With flagged posts" })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Not only: Answered questions" }));
  await waitFor(() => expect(router.state.location.search).toEqual({ author: bruno, flagged: true, kind: "question" }));
});
