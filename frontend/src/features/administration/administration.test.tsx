import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import type { Me } from "@/api/me";
import { loadTexts } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import FirstTab from "./FirstTab";
import { pagesFor } from "./pages";
import PeoplePage from "./people/PeoplePage";
import RolesPage from "./roles/RolesPage";

const jamaica = { id: "00000000-0000-7000-8000-0000000000b1", name: "Jamaica CIRT", acronym: "JaCIRT", country: "JAM", kind: "national_csirt", role: "team_lead" };
const bruno = { id: "00000000-0000-7000-8000-0000000000c2", name: "Bruno", title: "", organisations: [], platform_roles: [], demonstration: false };
const as = (permissions: string[], more: Partial<Me> = {}): Me => ({ ...ana, platform_roles: [], organisations: [jamaica], permissions, ...more });
const page = (items: unknown[]) => ({ items, next: null, previous: null });

beforeAll(() => loadTexts("administration"));

it("opens the first page that the person may use", () => {
  expect(pagesFor(as(["identity:member:invite", "directory:contact_test:run"])).map((one) => one.to)).toEqual(["/administration/people", "/administration/tests"]);
  expect(pagesFor(as(["identity:audit:read"]))[0]?.to).toBe("/administration/audit");
});

it("says that there is nothing for whoever may use none, and leads home", async () => {
  await show(<FirstTab />, {}, as([]));
  expect(await screen.findByText("There is nothing here for you")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Go to the start page" })).toBeTruthy();
});

it("revokes an invitation only after the question, and keeps an address that is refused", async () => {
  const invitation = {
    id: "00000000-0000-7000-8000-0000000000d1", email: "eve@example.org", organisation: jamaica, role: "member", invited_by: bruno, state: "open",
    created_at: "2026-11-01T10:00:00Z", expires_at: "2026-12-01T10:00:00Z", accepted_at: null,
  };
  const { asked } = await show(
    <PeoplePage />,
    {
      "GET /api/v1/invitations": page([invitation]),
      "POST /api/v1/invitations": problem(409, "Already there", "This person is a member."),
      [`DELETE /api/v1/invitations/${invitation.id}`]: null,
    },
    as(["identity:member:invite"]),
  );
  const email = await screen.findByLabelText<HTMLInputElement>("E-mail address");
  fireEvent.change(email, { target: { value: "zoe@example.org" } });
  fireEvent.click(screen.getByRole("button", { name: "Send the invitation" }));
  expect(await screen.findByText("This person is a member.")).toBeTruthy();
  expect(email.value).toBe("zoe@example.org");
  fireEvent.click(await screen.findByRole("button", { name: "Revoke" }));
  expect(asked.some((one) => one.call.startsWith("DELETE"))).toBe(false);
  fireEvent.click(screen.getByRole("button", { name: "Revoke the invitation" }));
  await waitFor(() => expect(asked.some((one) => one.call.startsWith("DELETE"))).toBe(true));
});

it("ends a membership after saying what closes, and says why when it is refused", async () => {
  const path = `/api/v1/organisations/${jamaica.id}/members`;
  await show(
    <PeoplePage />,
    {
      "GET /api/v1/invitations": page([]),
      [`GET ${path}`]: [{ person: bruno, role: "member", since: "2026-11-01T10:00:00Z" }],
      [`DELETE ${path}/${bruno.id}`]: problem(403, "Above your role", "Ask the Secretariat."),
    },
    as(["identity:member:invite", "identity:member:manage"]),
  );
  fireEvent.click(await screen.findByRole("button", { name: "End the membership of Bruno" }));
  expect(screen.getByText(/What was read through JaCIRT closes at once/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "End the membership" }));
  expect(await screen.findByText("Ask the Secretariat.")).toBeTruthy();
});

it("lets the Secretariat choose any organization before inviting", async () => {
  const mexico = { id: "00000000-0000-7000-8000-0000000000b9", name: "CERT-MX", acronym: "CERT-MX", country: "MEX" };
  const { asked } = await show(
    <PeoplePage />,
    { "GET /api/v1/invitations": page([]), "GET /api/v1/organisations": page([mexico]), "POST /api/v1/invitations": {} },
    as(["identity:member:invite"], { platform_roles: ["secretariat"], organisations: [] }),
  );
  expect(await screen.findByText("Choose the organization first.")).toBeTruthy();
  const choice = screen.getByRole("combobox", { name: "Organization" });
  fireEvent.click(choice);
  fireEvent.change(choice, { target: { value: "mx" } });
  fireEvent.mouseDown(await screen.findByRole("option", { name: /CERT-MX/ }));
  fireEvent.change(await screen.findByLabelText("E-mail address"), { target: { value: "zoe@example.org" } });
  fireEvent.click(screen.getByRole("button", { name: "Send the invitation" }));
  await waitFor(() => expect(asked.find((one) => one.call === "POST /api/v1/invitations")?.body).toMatchObject({ organisation_id: mexico.id, email: "zoe@example.org" }));
});

const roleAnswers = {
  "GET /api/v1/platform-roles": [
    { person: bruno, role: "moderator", since: "2026-11-01T10:00:00Z" },
    { person: { ...bruno, id: ana.person.id, name: "Ana" }, role: "administrator", since: "2026-11-01T10:00:00Z" },
  ],
  "GET /api/v1/suspended-people": [
    { id: bruno.id, name: "Carla", email: "carla@example.org", suspended_at: "2026-11-01T10:00:00Z", suspended_by: "Ana", reason: "Left" },
  ],
  "GET /api/v1/people": page([bruno]),
};
const administrator = as(["directory:platform_role:grant", "identity:person:suspend"]);

it("gives a platform role to somebody found by name, and takes one away after a question, never one’s own", async () => {
  const { asked } = await show(
    <RolesPage />,
    { ...roleAnswers, [`POST /api/v1/people/${bruno.id}/platform-roles`]: null, [`DELETE /api/v1/people/${bruno.id}/platform-roles/moderator`]: null },
    administrator,
  );
  expect(await screen.findAllByRole("button", { name: "Take away" })).toHaveLength(1);
  fireEvent.click(screen.getByRole("button", { name: "Give a role" }));
  const who = screen.getByRole("combobox", { name: "Person" });
  fireEvent.click(who);
  fireEvent.mouseDown(await screen.findByRole("option", { name: /Bruno/ }));
  fireEvent.click(screen.getByRole("radio", { name: /Secretariat/ }));
  fireEvent.click(screen.getByRole("button", { name: "Give the role" }));
  await waitFor(() => expect(asked.find((one) => one.call.endsWith("/platform-roles") && one.call.startsWith("POST"))?.body).toEqual({ role: "secretariat" }));
  fireEvent.click(screen.getByRole("button", { name: "Take away" }));
  fireEvent.click(await screen.findByRole("button", { name: "Take the role away" }));
  await waitFor(() => expect(asked.some((one) => one.call.startsWith("DELETE"))).toBe(true));
});

it("suspends with a reason and reinstates from the list", async () => {
  const { asked } = await show(
    <RolesPage />,
    { ...roleAnswers, [`POST /api/v1/people/${bruno.id}/suspend`]: problem(409, "Suspended already", "Look at the list."), [`POST /api/v1/people/${bruno.id}/reinstate`]: null },
    administrator,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Suspend a person" }));
  const dialog = screen.getByRole("dialog");
  const suspend = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Suspend the account" });
  expect(suspend.getAttribute("aria-disabled")).toBe("true");
  const who = within(dialog).getByRole("combobox", { name: "Person" });
  fireEvent.click(who);
  fireEvent.mouseDown(await screen.findByRole("option", { name: /Bruno/ }));
  const reason = within(dialog).getByLabelText<HTMLTextAreaElement>("Reason");
  fireEvent.change(reason, { target: { value: "Left the service" } });
  fireEvent.click(suspend);
  expect(await screen.findByText("Look at the list.")).toBeTruthy();
  expect(reason.value).toBe("Left the service");
  fireEvent.click(within(dialog).getByRole("button", { name: "Close" }));
  fireEvent.click(screen.getByRole("button", { name: "Reinstate" }));
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "Came back" } });
  fireEvent.click(screen.getByRole("button", { name: "Reinstate the account" }));
  await waitFor(() => expect(asked.some((one) => one.call.endsWith("/reinstate"))).toBe(true));
});

it("suspends from the person's own page and from the row of a member, without looking for the person again", async () => {
  const suspend = `POST /api/v1/people/${bruno.id}/suspend`;
  const here = await show(<RolesPage />, { ...roleAnswers, [suspend]: null }, administrator, `/?suspend=${bruno.id}&name=Bruno`);
  expect(await screen.findByRole("heading", { name: "Suspend Bruno?" })).toBeTruthy();
  expect(screen.queryByRole("combobox", { name: "Person" })).toBeNull();
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "Left the service" } });
  fireEvent.click(screen.getByRole("button", { name: "Suspend the account" }));
  await waitFor(() => expect(here.asked.find((one) => one.call === suspend)?.body).toEqual({ reason: "Left the service" }));
  await waitFor(() => expect(here.router.state.location.search).toEqual({}));
  cleanup();

  const members = {
    "GET /api/v1/invitations": page([]),
    [`GET /api/v1/organisations/${jamaica.id}/members`]: [{ person: bruno, role: "member", since: "2026-11-01T10:00:00Z" }],
  };
  const lead = await show(<PeoplePage />, members, as(["identity:member:invite", "identity:member:manage"]));
  expect(await screen.findByRole("button", { name: "End the membership of Bruno" })).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Suspend the account of Bruno" })).toBeNull();
  lead.unmount();
  await show(<PeoplePage />, members, as(["identity:member:invite", "identity:member:manage", "identity:person:suspend"]));
  fireEvent.click(await screen.findByRole("button", { name: "Suspend the account of Bruno" }));
  expect(screen.getByRole("heading", { name: "Suspend Bruno?" })).toBeTruthy();
});
