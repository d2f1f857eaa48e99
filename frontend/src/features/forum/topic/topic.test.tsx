import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { drafts } from "@/api/drafts";
import { loadTexts } from "@/i18n";
import { show } from "@/test/screen";
import { emptyForm } from "../compose/form";
import type { Topic } from "../types";
import { EditTopicDialog } from "./EditTopicDialog";
import { TopicFacts } from "./TopicFacts";

const rights = { reply: true, edit: true, relabel: true, moderate: false, move: true, curate: false, accept: false, acknowledge: false, export: true };
const topic = (values: Partial<Topic>): Topic =>
  ({
    id: "t1", title: "Sinkholing by RPZ", kind: "best_practice", label: "TLP:AMBER", group: null, posts: 1, tags: ["dns"], language: "", review_on: "2027-06-30",
    severity: null, cvss_vector: "", products: [], cves: [], indicators: [], acknowledge_by: null, version: 2, rights, ...values,
  }) as unknown as Topic;
const path = "PATCH /api/v1/topics/t1";
const noon = (days: number) => new Date(Date.now() + days * 86_400_000);

beforeAll(() => loadTexts("forum"));
beforeEach(() => {
  localStorage.clear();
  drafts.open("ana");
});

it("leaves the review date alone for an author who does not keep the library", async () => {
  const { asked } = await show(<EditTopicDialog topic={topic({})} onClose={() => {}} />, { [path]: topic({}) });
  fireEvent.change(await screen.findByLabelText("Title"), { target: { value: "Sinkholing with RPZ" } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(asked.find(({ call }) => call === path)?.body).toMatchObject({ title: "Sinkholing with RPZ", review_on: null }));
});

it("lets whoever keeps the library set another review date", async () => {
  const { asked } = await show(<EditTopicDialog topic={topic({ rights: { ...rights, curate: true } })} onClose={() => {}} />, { [path]: topic({}) });
  fireEvent.change(await screen.findByLabelText(/^Review on/), { target: { value: "2028-06-30" } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(asked.find(({ call }) => call === path)?.body).toMatchObject({ review_on: "2028-06-30" }));
});

it("takes an advisory whose day has passed, and says beside a field what is wrong with it", async () => {
  const advisory = topic({ kind: "advisory", review_on: null, severity: "high", acknowledge_by: "2026-01-31", cves: ["CVE-2024-3094"] });
  const refusal = () => {
    const body = { type: "/problems/invalid", status: 422, title: "Some fields are wrong", detail: "", fields: { "advisory.cves.1": "expected a CVE id, such as CVE-2024-3094" } };
    return new Response(JSON.stringify(body), { status: 422, headers: { "Content-Type": "application/problem+json" } });
  };
  await show(<EditTopicDialog topic={advisory} onClose={() => {}} />, { [path]: refusal });
  const by = await screen.findByLabelText<HTMLInputElement>(/^Acknowledge by/);
  expect(by.min <= "2026-01-31").toBe(true);
  const cves = screen.getByLabelText<HTMLTextAreaElement>(/^CVE ids/);
  fireEvent.change(cves, { target: { value: "CVE-2024-3094 nonsense" } });
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(await screen.findByText("expected a CVE id, such as CVE-2024-3094")).toBeTruthy();
  expect(cves.getAttribute("aria-invalid")).toBe("true");
  expect(cves.value).toContain("nonsense");
});

it("asks every team for an answer within a week unless the writer says otherwise", () => {
  const { by } = emptyForm({ kind: "advisory" }).advisory;
  expect(new Date(`${by}T12:00`) > noon(5) && new Date(`${by}T12:00`) < noon(9)).toBe(true);
});

it("leads from a question to the answer that was accepted, wherever it stands", async () => {
  await show(<TopicFacts topic={topic({ kind: "question", answered: true, accepted_post_id: "p9", created_at: "2026-11-01T10:00:00Z" })} />);
  expect(screen.getByRole("link", { name: "Answered" }).getAttribute("href")).toBe("/forum/posts/p9");
});
