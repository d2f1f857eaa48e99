import { screen } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import type { Me } from "@/api/me";
import { loadTexts } from "@/i18n";
import { ana, show } from "@/test/screen";
import Frame from "./Frame";
import { pageAt } from "./pages";

const auditor = { ...ana, permissions: ["identity:audit:read"] } as Me;

beforeAll(() => loadTexts("administration"));

it("knows to which page an address belongs", () => {
  expect(pageAt("/administration/tests/00000000-0000-7000-8000-0000000000d1")?.text).toBe("tab.tests");
  expect(pageAt("/administration/testsome")).toBeUndefined();
});

it("says of a page that is for others that there is nothing here, and shows nothing of it", async () => {
  const { asked } = await show(<Frame />, {}, auditor, "/administration/tests/00000000-0000-7000-8000-0000000000d1");
  expect(await screen.findByText("There is nothing here for you")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Audit log" })).toBeTruthy();
  expect(document.title).toBe("Administration · Atalaya");
  expect(asked).toEqual([]);
});
