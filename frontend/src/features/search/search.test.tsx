import { screen } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { show } from "@/test/screen";
import { Result } from "./Result";
import type { Found } from "./search";
import SearchPage from "./SearchPage";

const id = "00000000-0000-7000-8000-0000000000f1";
const team: Found = {
  id, kind: "organisation", title: [{ text: "Jamaica CIRT", hit: false }], excerpt: [{ text: "Government · Jamaica · Jamaïque", hit: false }],
  subtitle: "JaCIRT · Jamaica", url: `/directory/organisations/${id}`, label: null,
};
const group: Found = {
  id, kind: "group", title: [{ text: "Caribbean CSIRTs", hit: false }], excerpt: [{ text: "Small ", hit: false }, { text: "teams", hit: true }],
  subtitle: "Small teams", url: `/forum/groups/${id}`, label: null,
};

beforeAll(() => loadTexts("search"));

it("calls one thing by its singular, and shows what it was indexed under only where that is why it was found", async () => {
  await show(<Result found={team} />);
  expect(await screen.findByText("Organization")).toBeTruthy();
  expect(screen.queryByText(/Jamaïque/)).toBeNull();
});

it("says what a group is for once, with what matched marked", async () => {
  await show(<Result found={group} />);
  expect((await screen.findByText("teams")).tagName).toBe("MARK");
  expect(screen.queryByText("Small teams")).toBeNull();
});

it("shows the beginning of what somebody wrote, though nothing in it matched", async () => {
  await show(<Result found={{ ...team, kind: "post", excerpt: [{ text: "One gateway here", hit: false }] }} />);
  expect(await screen.findByText("One gateway here")).toBeTruthy();
});

it("counts nothing when nothing was found", async () => {
  await show(<SearchPage />, { "GET /api/v1/search": { items: [], named: [], total: 0, facets: {}, milliseconds: 1 } });
  expect(await screen.findAllByText("Nothing found")).toHaveLength(2);
  expect(screen.queryByText(/about 0/i)).toBeNull();
});
