import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { drafts } from "@/api/drafts";
import { loadTexts } from "@/i18n";
import { show } from "@/test/screen";
import type { Channel } from "../types";
import { Composer } from "./Composer";

vi.mock("@/api/upload", () => ({
  upload: (file: File) => Promise.resolve({ id: `id-${file.name}`, name: file.name, size: 3, media_type: "text/plain", inline: false }),
}));

const channel = { id: "c", name: "general", direct: false, general: true, people: [], may_write: true, archived: false } as unknown as Channel;

beforeAll(() => loadTexts("chat"));
beforeEach(() => {
  Object.defineProperty(navigator, "locks", { configurable: true, value: { request: (_: string, work: () => Promise<void>) => work() } });
  localStorage.clear();
  drafts.open("ana");
});

it("sends a pasted file along with the text that points to it", async () => {
  const { asked } = await show(<Composer channel={channel} replyTo={null} onForget={() => {}} onSent={() => {}} typing="" onType={() => {}} />);
  const box = screen.getByRole<HTMLTextAreaElement>("textbox");
  fireEvent.change(box, { target: { value: "Look: " } });
  const files = [new File(["a"], "a.txt", { type: "text/plain" }), new File(["b"], "b.txt", { type: "text/plain" })];
  await act(async () => {
    fireEvent.paste(box, { clipboardData: { files } });
    await Promise.resolve();
  });
  await waitFor(() => expect(box.value).toContain("(attachment:id-b.txt)"));
  expect(screen.getAllByRole("listitem").map((one) => one.textContent)).toEqual(["a.txt", "b.txt"]);
  fireEvent.click(screen.getByRole("button", { name: "Send" }));
  await waitFor(() => expect(asked.some(({ call }) => call.startsWith("PUT"))).toBe(true));
  expect(asked.find(({ call }) => call.startsWith("PUT"))?.body).toMatchObject({ attachments: ["id-a.txt", "id-b.txt"] });
});

it("shows pictures in the preview of what is being written", async () => {
  const { asked } = await show(
    <Composer channel={channel} replyTo={null} onForget={() => {}} onSent={() => {}} typing="" onType={() => {}} />,
    { "POST /api/v1/text/preview": { html: "<p>Look</p>", mentions: [] } },
  );
  const box = screen.getByRole<HTMLTextAreaElement>("textbox");
  await act(async () => {
    fireEvent.paste(box, { clipboardData: { files: [new File(["a"], "a.txt", { type: "text/plain" })] } });
    await Promise.resolve();
  });
  await waitFor(() => expect(box.value).toContain("(attachment:id-a.txt)"));
  fireEvent.click(screen.getByRole("button", { name: "Preview" }));
  await waitFor(() => expect(asked.find(({ call }) => call.endsWith("preview"))?.body).toMatchObject({ attachments: ["id-a.txt"] }));
});
