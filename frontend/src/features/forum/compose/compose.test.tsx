import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { beforeAll, beforeEach, expect, it, vi } from "vitest";
import { drafts } from "@/api/drafts";
import { loadTexts } from "@/i18n";
import { show } from "@/test/screen";
import type { Group, Post, StoredFile } from "../types";
import { EditPost } from "./EditPost";
import { TopicComposer } from "./TopicComposer";
import { unmarked } from "./useFiles";

const file = (id: string, name: string) => ({ id, name, size: 1200, media_type: "text/plain", inline: false, url: `/files/${id}` }) as StoredFile;

beforeAll(() => loadTexts("forum"));
beforeEach(() => {
  localStorage.clear();
  drafts.open("ana");
});

it("takes what points to a file out of a text, and nothing else", () => {
  expect(unmarked("See [a](attachment:f1) and ![b](attachment:f2)\nend", "f2")).toBe("See [a](attachment:f1) and end");
  expect(unmarked("See [a](attachment:f1) and [b](attachment:f2) end", "f1")).toBe("See and [b](attachment:f2) end");
});

it("lists what a post has, takes a file off only when the change is saved, and its mark out of the text", async () => {
  const post = { id: "p1", version: 4, body: "Look: [a](attachment:f1) and [b](attachment:f2)", attachments: [file("f1", "a.txt"), file("f2", "b.txt")] } as Post;
  const done = vi.fn();
  const { asked } = await show(<EditPost post={post} onDone={done} />, { "GET /api/v1/drafts": [], "PATCH /api/v1/posts/p1": post });
  const list = await screen.findByRole("list", { name: "Attachments" });
  expect(within(list).getAllByRole("listitem").map((one) => one.textContent)).toEqual([expect.stringContaining("a.txt"), expect.stringContaining("b.txt")]);
  fireEvent.click(screen.getByRole("button", { name: "Remove a.txt" }));
  expect(within(list).getAllByRole("listitem")).toHaveLength(1);
  expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("Look: and [b](attachment:f2)");
  expect(asked.some(({ call }) => call.startsWith("DELETE /api/v1/files"))).toBe(false);
  fireEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(done).toHaveBeenCalled());
  expect(asked.find(({ call }) => call.startsWith("PATCH"))?.body).toEqual({ body: "Look: and [b](attachment:f2)", attachments: [], detached: ["f1"] });
});

it("leads to the first field that the server refuses, and keeps what was written", async () => {
  const group = { id: "g1", name: "Caribbean", default_label: "TLP:GREEN", standing: "member" } as Group;
  const refusal = { type: "/problems/invalid", status: 422, title: "Invalid", detail: "", fields: { "body.tags.0": "Use letters." } };
  await show(<TopicComposer filters={{}} groups={[group]} />, {
    "GET /api/v1/drafts": [],
    "POST /api/v1/topics": () => new Response(JSON.stringify(refusal), { status: 422, headers: { "Content-Type": "application/problem+json" } }),
  });
  fireEvent.change(await screen.findByRole("textbox", { name: "Title" }), { target: { value: "Loader seen" } });
  fireEvent.change(screen.getByRole("textbox", { name: "Text" }), { target: { value: "On two hosts" } });
  const tags = screen.getByRole("textbox", { name: /^Tags/ });
  fireEvent.change(tags, { target: { value: "!!" } });
  fireEvent.click(screen.getByRole("button", { name: "Publish the topic" }));
  await screen.findByText("Use letters.");
  await waitFor(() => expect(document.activeElement).toBe(tags));
  expect(screen.getByRole<HTMLInputElement>("textbox", { name: "Title" }).value).toBe("Loader seen");
});
