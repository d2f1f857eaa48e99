import { fireEvent, screen, waitFor } from "@testing-library/react";
import { beforeAll, beforeEach, expect, it } from "vitest";
import { drafts } from "@/api/drafts";
import { loadTexts } from "@/i18n";
import { show } from "@/test/screen";
import type { Topic } from "../types";
import { SplitBar } from "./SplitBar";

const topic = { id: "t1", title: "Phishing kit", kind: "discussion", label: "TLP:AMBER", group: null } as unknown as Topic;

beforeAll(() => loadTexts("forum"));
beforeEach(() => drafts.open("ana"));

it("splits posts into a topic of the kind that one chooses", async () => {
  const { asked } = await show(<SplitBar topic={topic} picked={new Set(["p2"])} onClose={() => {}} />, { "POST /api/v1/topics/t1/split": { id: "t2" } });
  fireEvent.click(screen.getByRole("button", { name: "Continue" }));
  fireEvent.change(await screen.findByLabelText("Title"), { target: { value: "Who runs it?" } });
  const kind = screen.getByLabelText<HTMLSelectElement>("It becomes");
  expect([...kind.options].map((one) => one.text)).toEqual(["Discussion", "Question"]);
  fireEvent.change(kind, { target: { value: "question" } });
  const dialog = screen.getByRole("dialog");
  fireEvent.submit(dialog.querySelector("form") ?? dialog);
  await waitFor(() => expect(asked.find(({ call }) => call.endsWith("/split"))?.body).toEqual({ post_ids: ["p2"], title: "Who runs it?", kind: "question" }));
});
