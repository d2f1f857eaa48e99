import { api, body } from "./client";

/** The server's rendering of Markdown with the files that go along: the same code that renders what is sent. */
export function previewWith(attachments: string[]): (text: string) => Promise<string> {
  return async (markdown) => (await body(api.POST("/api/v1/text/preview", { body: { markdown, attachments } }))).html;
}

export const previewText = previewWith([]);
