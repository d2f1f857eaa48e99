import { api, body } from "./client";

/** The server's rendering of Markdown: the same code that renders what is sent. */
export async function previewText(text: string): Promise<string> {
  return (await body(api.POST("/api/v1/text/preview", { body: { markdown: text, attachments: [] } }))).html;
}
