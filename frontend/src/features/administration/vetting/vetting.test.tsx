import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, expect, it } from "vitest";
import type { Me } from "@/api/me";
import type { Schemas } from "@/api/types";
import { loadTexts } from "@/i18n";
import { ana, problem, show } from "@/test/screen";
import { ClockBar } from "./Clock";
import { Decide } from "./Decide";

const id = "00000000-0000-7000-8000-0000000000e1";
const listed = "00000000-0000-7000-8000-0000000000e2";
const application: Schemas["ApplicationRead"] = {
  id, name: "CERT-X", acronym: "", kind: "sectoral_csirt", country: "PER", community: "network", status: "review", endorsed: true,
  submitted_at: "2026-11-01T10:00:00Z", decided_at: null, clock: { due_on: "2026-11-27", working_days_left: 4, overdue: false }, awaits_me: true,
  website: "", contact_name: "Zoe", contact_email: "zoe@example.org", reason: "To share.", organisation_id: null, has_contact_point: true, steps: [],
};
const secretary: Me = { ...ana, platform_roles: ["secretariat"] };
const decide = `POST /api/v1/applications/${id}/decide`;

beforeAll(() => loadTexts("administration"));

it("shows the 20 working days as a bar with the day that is owed", async () => {
  await show(<ClockBar clock={{ due_on: "2026-11-27", working_days_left: 4, overdue: false }} />);
  expect(await screen.findByText("Decision owed by Nov 27, 2026")).toBeTruthy();
  expect(screen.getByText("4 of 20 working days left")).toBeTruthy();
  expect(screen.getByRole("progressbar").getAttribute("value")).toBe("16");
});

it("accepts into an organisation that the directory has already", async () => {
  const { asked } = await show(
    <Decide application={application} />,
    { "GET /api/v1/organisations": { items: [{ id: listed, name: "CERT X of Peru", acronym: "CERT-X", country: "PER" }] }, [decide]: application },
    secretary,
  );
  fireEvent.click(await screen.findByRole("radio", { name: /listed already/ }));
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "Known and endorsed." } });
  const submit = screen.getByRole<HTMLButtonElement>("button", { name: "Accept into this entry" });
  expect(submit.disabled).toBe(true);
  fireEvent.click(screen.getByRole("combobox", { name: "Organization" }));
  fireEvent.mouseDown(await screen.findByRole("option", { name: /CERT-X/ }));
  fireEvent.click(submit);
  await waitFor(() => expect(asked.find((one) => one.call === decide)?.body).toEqual({ decision: "accept", organisation_id: listed, reason: "Known and endorsed." }));
});

it("offers the listed organisation when a new one would double it, and keeps the reason", async () => {
  const same = () => {
    const body = { type: "/problems/organisation-listed", status: 409, title: "Listed", detail: "Accept again.", organisation_id: listed };
    return new Response(JSON.stringify(body), { status: 409, headers: { "Content-Type": "application/problem+json" } });
  };
  const { asked } = await show(<Decide application={application} />, { [decide]: (sent: { body: unknown }) => ((sent.body as { organisation_id: string | null }).organisation_id ? application : same()) }, secretary);
  fireEvent.change(await screen.findByLabelText("Reason"), { target: { value: "Known and endorsed." } });
  fireEvent.click(screen.getByRole("button", { name: "Accept and add it" }));
  fireEvent.click(await screen.findByRole("button", { name: "Use the listed one" }));
  expect(screen.getByLabelText<HTMLTextAreaElement>("Reason").value).toBe("Known and endorsed.");
  fireEvent.click(screen.getByRole("button", { name: "Accept into this entry" }));
  await waitFor(() => expect(asked.filter((one) => one.call === decide)[1]?.body).toMatchObject({ organisation_id: listed }));
});

it("shows a refusal of the decision beside the form", async () => {
  await show(<Decide application={application} />, { [decide]: problem(409, "Decided already", "Load the page again.") }, secretary);
  fireEvent.click(await screen.findByRole("radio", { name: /^Decline/ }));
  fireEvent.change(screen.getByLabelText("Reason"), { target: { value: "Not a team at all." } });
  fireEvent.click(screen.getByRole("button", { name: "Decline the application" }));
  expect(await screen.findByText("Load the page again.")).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>("Reason").value).toBe("Not a team at all.");
});
