import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, expect, it, vi } from "vitest";
import type { Me } from "@/api/me";
import { loadTexts } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import type { Group } from "../vocabulary";
import OverduePage from "../OverduePage";
import { Admissions } from "./Admissions";
import { Join } from "./Joining";
import { Leave } from "./Leaving";
import { Members } from "./Members";
import { NewGroup } from "./NewGroup";

const id = "00000000-0000-7000-8000-0000000000f1";
const path = `/api/v1/groups/${id}`;
const jamaica = { id: "00000000-0000-7000-8000-0000000000b1", name: "Jamaica CIRT", acronym: "JaCIRT", country: "JAM", kind: "national_csirt", role: "team_lead" };
const ministry = { ...jamaica, id: "00000000-0000-7000-8000-0000000000b2", name: "Ministry", acronym: "", role: "member" };
const lead: Me = { ...ana, platform_roles: [], communities: ["network", "stakeholders"], organisations: [jamaica, ministry], permissions: ["identity:organisation:edit"] };
const group: Group = {
  id, name: "Malware", description: "", community: "network", visibility: "listed", joining: "request", default_label: "TLP:AMBER", archived: false,
  created_at: "2026-11-01T10:00:00Z", standing: "none", organisations: null, persons: null, pending: null, version: 1,
};

beforeAll(() => loadTexts("directory"));

it("asks to join for an organization that one leads, with a reason that a refusal does not lose", async () => {
  let refuse = true;
  const onClose = vi.fn();
  const { asked } = await show(<Join group={group} onClose={onClose} />, { [`POST ${path}/requests`]: () => (refuse ? problem(409, "Asked already", "Wait.") : {}) }, lead);
  expect(await screen.findByRole("radio", { name: /Jamaica CIRT/ })).toBeTruthy();
  expect(screen.queryByRole("radio", { name: /Ministry/ })).toBeNull();
  const reason = screen.getByLabelText<HTMLTextAreaElement>(/^Why you want to join/);
  fireEvent.change(reason, { target: { value: "We see the same samples." } });
  fireEvent.click(screen.getByRole("button", { name: "Send the request" }));
  expect(await screen.findByText("Asked already")).toBeTruthy();
  expect(reason.value).toBe("We see the same samples.");
  refuse = false;
  fireEvent.click(screen.getByRole("button", { name: "Send the request" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(asked[1]?.body).toEqual({ organisation_id: jamaica.id, reason: "We see the same samples." });
});

it("joins an open group as oneself when that is chosen", async () => {
  const { asked } = await show(<Join group={{ ...group, joining: "open" }} onClose={() => {}} />, { [`POST ${path}/join`]: group }, lead);
  fireEvent.click(await screen.findByRole("radio", { name: /Only me/ }));
  fireEvent.click(screen.getByRole("button", { name: "Join" }));
  await waitFor(() => expect(asked[0]?.body).toEqual({ organisation_id: null }));
});

const member = (organisation: object | null, person: object | null) => ({ id: "00000000-0000-7000-8000-0000000000e1", organisation, person, steward: false, since: "2026-11-01T10:00:00Z" });

it("leaves for the organization through which one is in the group", async () => {
  const { asked } = await show(<Leave group={group} onClose={() => {}} />, { [`GET ${path}/members`]: [member(jamaica, null)], [`POST ${path}/leave`]: null }, lead);
  expect(await screen.findByText(/Your organization no longer reads/)).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Leave the group" }));
  await waitFor(() => expect(asked.find((one) => one.call.endsWith("/leave"))?.body).toEqual({ organisation_id: jamaica.id }));
});

it("says who can leave when one is in the group through others only", async () => {
  await show(<Leave group={group} onClose={() => {}} />, { [`GET ${path}/members`]: [member(ministry, null)] }, lead);
  expect(await screen.findByText("Only its team lead can leave the group for it.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Leave the group" })).toBeNull();
});

it("makes a group in the community that is chosen", async () => {
  const { asked } = await show(<NewGroup onClose={() => {}} />, { "POST /api/v1/groups": group }, lead);
  fireEvent.change(await screen.findByLabelText("Name of the group"), { target: { value: "Suppliers" } });
  fireEvent.click(screen.getByRole("radio", { name: /Stakeholder platform/ }));
  fireEvent.click(screen.getByRole("button", { name: "Make the group" }));
  await waitFor(() => expect(asked.find((one) => one.call.startsWith("POST"))?.body).toMatchObject({ community: "stakeholders", organisation_id: jamaica.id, name: "Suppliers" }));
});

it("removes a member only after saying what closes", async () => {
  const { asked } = await show(
    <Members group={{ ...group, standing: "steward" }} />,
    { [`GET ${path}/members`]: [member(ministry, null)], [`DELETE ${path}/members/00000000-0000-7000-8000-0000000000e1`]: null },
    lead,
  );
  fireEvent.click(await screen.findByRole("button", { name: "Actions for Ministry" }));
  fireEvent.click(await screen.findByRole("menuitem", { name: "Remove from the group" }, { timeout: 5000 }));
  expect(screen.getByText(/They stop reading “Malware” at once/)).toBeTruthy();
  expect(asked.some((one) => one.call.startsWith("DELETE"))).toBe(false);
  fireEvent.click(screen.getByRole("button", { name: "Remove from the group" }));
  await waitFor(() => expect(asked.some((one) => one.call.startsWith("DELETE"))).toBe(true));
});

it("lists what is overdue, with confirming for one’s own entry only", async () => {
  const card = (one: typeof jamaica, confirm_by: string | null) => ({
    ...one, status: "active", communities: ["network"], website: "", email: "soc@example.org", parent_id: null, first_member: null, csirtamericas_member: null,
    people: 1, confirmation: { confirmed_at: null, confirm_by, overdue: true }, demonstration: false,
  });
  const { asked } = await show(
    <OverduePage />,
    {
      "GET /api/v1/organisations": { items: [card(jamaica, new Date(Date.now() - 10.5 * 86_400_000).toISOString()), card(ministry, null)] },
      "GET /api/v1/countries": [{ iso3: "JAM" }],
      [`POST /api/v1/organisations/${jamaica.id}/confirm`]: {},
    },
    lead,
  );
  expect(await screen.findAllByText("10 days late")).not.toHaveLength(0);
  expect(screen.getAllByText("Never confirmed")).not.toHaveLength(0);
  fireEvent.click(screen.getByRole("button", { name: "They are right" }));
  await waitFor(() => expect(asked.some((one) => one.call.endsWith("/confirm"))).toBe(true));
});

it.each([
  { act: "admit", button: "Admit", confirm: "Admit to the group" },
  { act: "refuse", button: "Refuse", confirm: "Refuse the request" },
])("tells who asked to join why one would $act them", async ({ act, button, confirm }) => {
  const request = {
    id: "00000000-0000-7000-8000-0000000000f1", kind: "request", status: "pending", text: "We handle the ports.", answer: "", organisation: ministry,
    person: null, asked_by: { id: "00000000-0000-7000-8000-0000000000f2", name: "Carla" }, created_at: "2026-11-01T10:00:00Z", decided_at: null,
  };
  const decided = `POST ${path}/requests/${request.id}/${act}`;
  const { asked } = await show(
    <Admissions group={{ ...group, standing: "steward" }} />,
    { [`GET ${path}/requests`]: [request], [`GET ${path}/invitations`]: [], [decided]: { ...request, status: "accepted" } },
    lead,
  );
  fireEvent.click(await screen.findByRole("button", { name: button }));
  const dialog = screen.getByRole("dialog");
  expect(within(dialog).getByText("We handle the ports.")).toBeTruthy();
  fireEvent.change(within(dialog).getByLabelText(/^Reason/), { target: { value: " Your lead wrote to us. " } });
  expect(asked.some((one) => one.call === decided)).toBe(false);
  fireEvent.click(within(dialog).getByRole("button", { name: confirm }));
  await waitFor(() => expect(asked.find((one) => one.call === decided)?.body).toEqual({ reason: "Your lead wrote to us." }));
});
