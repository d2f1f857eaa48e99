import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, it, vi } from "vitest";
import type { Me } from "@/api/me";
import { loadTexts } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import type { Organisation } from "../vocabulary";
import { EditOrganisation } from "./EditOrganisation";
import { KeyList } from "./Keys";
import { Standing } from "./Standing";

const id = "00000000-0000-7000-8000-0000000000b1";
const path = `/api/v1/organisations/${id}`;
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const key = (last: string, expires_at: string | null, expired = false) => ({
  id: `00000000-0000-7000-8000-0000000000${last}`, fingerprint: last.repeat(20), user_ids: [`Team ${last}`], can_encrypt: true, expires_at, expired,
  created_at: "2026-01-01T00:00:00Z",
});
const organisation: Organisation = {
  id, name: "Jamaica CIRT", acronym: "JaCIRT", kind: "national_csirt", country: "JAM", status: "active", communities: ["network"], website: "",
  email: "soc@example.org", parent_id: null, first_member: null, csirtamericas_member: true, people: 1,
  confirmation: { confirmed_at: null, confirm_by: null, overdue: true }, demonstration: false, telephone: "", emergency_telephone: "", constituency: "",
  established_year: 2015, rfc2350: {} as Organisation["rfc2350"], keys: [], parent: null, constituents: [], members: [], listed_as: "", source_url: "", confidence: "", version: 3,
  may_edit: true,
};
const lead: Me = { ...ana, platform_roles: [] };
const secretary: Me = { ...ana, platform_roles: ["secretariat"] };
const countries = { "GET /api/v1/countries": [{ iso3: "JAM" }, { iso3: "PER" }] };

beforeAll(() => loadTexts("directory"));

it("sends only what a team lead changed, under the version that was read, and keeps it when refused", async () => {
  let refuse = true;
  const onClose = vi.fn();
  const { asked } = await show(
    <EditOrganisation organisation={organisation} etag={'"3"'} onClose={onClose} />,
    { [`PATCH ${path}`]: () => (refuse ? problem(422, "Some fields are wrong.", "Look at them.") : organisation) },
    lead,
  );
  expect(await screen.findByText(/changed by the Secretariat: write to it/)).toBeTruthy();
  expect(screen.queryByLabelText("Kind")).toBeNull();
  fireEvent.change(screen.getByLabelText("FIRST"), { target: { value: "yes" } });
  fireEvent.change(screen.getByLabelText(/^Telephone/), { target: { value: "+1 876 555 0100" } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("Look at them.")).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>(/^Telephone/).value).toBe("+1 876 555 0100");
  refuse = false;
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  const sent = asked.filter((one) => one.call.startsWith("PATCH"));
  expect(sent[1]?.body).toEqual({ first_member: true, telephone: "+1 876 555 0100" });
  expect(sent[1]?.headers.get("If-Match")).toBe('"3"');
});

it("lets the Secretariat change country and communities, and asks before an organization is no longer active", async () => {
  const { asked } = await show(<EditOrganisation organisation={organisation} etag={'"3"'} onClose={() => {}} />, { ...countries, [`PATCH ${path}`]: organisation }, secretary);
  await screen.findByRole("option", { name: "Peru" });
  fireEvent.change(screen.getByLabelText(/^Country/), { target: { value: "PER" } });
  fireEvent.click(screen.getByRole("checkbox", { name: "Stakeholder platform" }));
  fireEvent.change(screen.getByLabelText("Status"), { target: { value: "suspended" } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(screen.getByText(/lose at once what they read/)).toBeTruthy();
  expect(asked.some((one) => one.call.startsWith("PATCH"))).toBe(false);
  fireEvent.click(screen.getByRole("button", { name: "Change the status" }));
  await waitFor(() =>
    expect(asked.find((one) => one.call.startsWith("PATCH"))?.body).toEqual({ country: "PER", communities: ["network", "stakeholders"], status: "suspended" }),
  );
});

it("warns of keys that end, says why a key is refused, and asks before one goes", async () => {
  const keys = [key("a1", inDays(10)), key("a2", "2026-01-02T00:00:00Z", true), key("a3", inDays(400)), key("a4", null)];
  const { asked } = await show(<KeyList organisation={{ ...organisation, keys }} />, {
    [`POST ${path}/keys`]: () => {
      const body = { type: "/problems/invalid", status: 422, title: "This key cannot be used.", detail: "", fields: { armoured: "it has expired" } };
      return new Response(JSON.stringify(body), { status: 422, headers: { "Content-Type": "application/problem+json" } });
    },
    [`DELETE ${path}/keys/${keys[0]?.id}`]: null,
  });
  expect(await screen.findByText(/2 keys have expired or soon will/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Add a key" }));
  const dialog = screen.getByRole("dialog");
  const text = within(dialog).getByRole<HTMLTextAreaElement>("textbox");
  fireEvent.change(text, { target: { value: "-----BEGIN PGP PUBLIC KEY BLOCK-----" } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Add a key" }));
  expect(await screen.findByText("it has expired")).toBeTruthy();
  expect(text.value).toContain("PGP PUBLIC KEY");
  fireEvent.click(within(dialog).getByRole("button", { name: "Close" }));
  fireEvent.click(screen.getByRole("button", { name: "Remove the key Team a1" }));
  fireEvent.click(await screen.findByRole("button", { name: "Remove the key" }));
  await waitFor(() => expect(asked.some((one) => one.call.startsWith("DELETE"))).toBe(true));
});

it("offers nothing to change to whoever may not edit", async () => {
  await show(<KeyList organisation={{ ...organisation, may_edit: false, keys: [key("a1", inDays(10))] }} />);
  expect(await screen.findByText("Team a1")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Add a key" })).toBeNull();
  expect(screen.queryByRole("button", { name: /Remove/ })).toBeNull();
});

it("lets the Secretariat, and nobody else, suspend an organization from its page and reinstate it", async () => {
  const first = await show(<Standing organisation={organisation} etag={'"3"'} />, {}, lead);
  expect(screen.queryByRole("button", { name: "Suspend" })).toBeNull();
  first.unmount();
  const { asked, unmount } = await show(<Standing organisation={organisation} etag={'"3"'} />, { [`PATCH ${path}`]: organisation }, secretary);
  fireEvent.click(screen.getByRole("button", { name: "Suspend" }));
  const dialog = screen.getByRole("dialog");
  expect(within(dialog).getByText(/lose at once/)).toBeTruthy();
  expect(asked).toHaveLength(0);
  fireEvent.click(within(dialog).getByRole("button", { name: "Suspend" }));
  await waitFor(() => expect(asked[0]?.body).toEqual({ status: "suspended" }));
  expect(asked[0]?.headers.get("If-Match")).toBe('"3"');
  unmount();
  const again = await show(<Standing organisation={{ ...organisation, status: "suspended" }} etag={'"4"'} />, { [`PATCH ${path}`]: organisation }, secretary);
  fireEvent.click(screen.getByRole("button", { name: "Reinstate" }));
  await waitFor(() => expect(again.asked[0]?.body).toEqual({ status: "active" }));
});
