import { afterEach, expect, it } from "vitest";
import { formatDate, setTimeZone } from "@/i18n";
import type { Message } from "../types";
import { rowsOf } from "./rows";

afterEach(() => setTimeZone(null));

it("puts messages under the days of the person’s own calendar, whatever the browser’s is", () => {
  const message = (id: string, created_at: string) => ({ id, seq: 1, created_at, author: { id: "b", name: "Bruno" }, reply_to: null }) as unknown as Message;
  const messages = [message("a", "2026-11-27T03:50:00Z"), message("b", "2026-11-27T04:55:00Z"), message("c", "2026-11-27T05:05:00Z")];
  const days = () => rowsOf(messages, [], "me", null, false).flatMap((row) => (row.kind === "day" ? [formatDate(row.at)] : []));
  setTimeZone("America/Jamaica");
  expect(days()).toEqual(["Nov 26, 2026", "Nov 27, 2026"]);
  setTimeZone("America/Sao_Paulo");
  expect(days()).toEqual(["Nov 27, 2026"]);
});
