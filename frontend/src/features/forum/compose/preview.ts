import { api, body } from "@/api/client";

/** The server's rendering, which knows the files that go along. */
export function previewWith(attachments: string[]): (text: string) => Promise<string> {
  return async (markdown) => (await body(api.POST("/api/v1/text/preview", { body: { markdown, attachments } }))).html;
}
