import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import { loadTexts } from "@/i18n";
import { show } from "@/test/screen";
import AuditPage from "./AuditPage";
import { auditFilters, query } from "./filters";

const entry = {
  chain: 3, seq: 41, at: "2026-11-02T10:00:00Z", actor: { id: "00000000-0000-7000-8000-0000000000c2", name: "Bruno" }, act: "directory.group.create",
  object_type: "group", object_id: "00000000-0000-7000-8000-0000000000a1", request_id: "req-1", detail: { visibility: "hidden" },
};

beforeAll(() => loadTexts("administration"));

it("drops what is no filter, and ends with the end of the last day", () => {
  expect(auditFilters({ act: " ", since: "yesterday", person: "x", until: "2026-11-03" })).toEqual({ until: "2026-11-03" });
  const { until } = query({ until: "2026-11-03" });
  expect(new Date(until ?? "").getTime() - new Date("2026-11-03T00:00:00").getTime()).toBe(86_400_000);
});

it("opens an entry with all that is kept of it", async () => {
  await show(<AuditPage />, { "GET /api/v1/audit": { items: [entry] } });
  fireEvent.click(await screen.findByRole("button", { name: "directory.group.create" }));
  expect(screen.getByText("Chain 3, entry 41")).toBeTruthy();
  expect(screen.getByText(/"visibility": "hidden"/)).toBeTruthy();
  expect(screen.getByRole("link", { name: entry.object_id }).getAttribute("href")).toBe(`/directory/groups/${entry.object_id}`);
});

it("puts what one types into the address, and goes from an entry to all acts on its object", async () => {
  const { router } = await show(<AuditPage />, { "GET /api/v1/audit": { items: [entry] } });
  fireEvent.change(await screen.findByLabelText("Act"), { target: { value: "identity." } });
  await waitFor(() => expect(router.state.location.search).toMatchObject({ act: "identity." }), { timeout: 2000 });
  fireEvent.click(await screen.findByRole("button", { name: "directory.group.create" }));
  fireEvent.click(screen.getByRole("button", { name: "All acts on this object" }));
  await waitFor(() => expect(router.state.location.search).toEqual({ type: "group", object: entry.object_id }));
});
