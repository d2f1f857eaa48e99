import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { api, body } from "@/api/client";
import { useConnection } from "@/api/live";
import { useMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { text } from "@/i18n";
import { keys } from "../api";
import { placed } from "../live/stretch";
import type { Stretch } from "../types";
import { Outbox, type Outcome, type Outgoing } from "./outbox";

/** Answers that may be different the next time; everything else is a refusal. */
const passing = [0, 401, 408, 425, 429, 500, 502, 503, 504];

async function send(client: QueryClient, message: Outgoing): Promise<Outcome> {
  try {
    const sent = await body(
      api.PUT("/api/v1/channels/{channel_id}/messages/{message_id}", {
        params: { path: { channel_id: message.channel, message_id: message.id } },
        body: { body: message.body, reply_to: message.reply_to, attachments: message.attachments.map((file) => file.id) },
        signal: AbortSignal.timeout(20_000),
      }),
    );
    // Its event may come before or after this answer: both put the same message in the same place.
    client.setQueryData(keys.messages(message.channel), (now: Stretch | undefined) =>
      now && now.next === null ? placed(now, sent) : now,
    );
    if (sent.thread_root) {
      client.setQueryData(keys.thread(message.channel, sent.thread_root), (now: Stretch | undefined) => now && placed(now, sent));
    }
    return { kind: "sent" };
  } catch (error) {
    if (!isProblem(error)) return { kind: "later" };
    if (passing.includes(error.status)) return { kind: "later", seconds: error.retryAfter ?? undefined };
    return { kind: "refused", why: error.detail || error.title || text("error.unexpected.detail") };
  }
}

let current: { person: string; box: Outbox } | null = null;

function outboxOf(client: QueryClient, person: string): Outbox {
  if (current?.person !== person) {
    current?.box.stop();
    current = { person, box: new Outbox({ send: (message) => send(client, message) }) };
  }
  return current.box;
}

/** The person's outbox; what waits in it goes out as soon as the link is there. */
export function useOutbox(): { box: Outbox; waiting: Outgoing[] } {
  const client = useQueryClient();
  const box = outboxOf(client, useMe().person.id);
  const connection = useConnection();
  useEffect(() => {
    if (connection === "open") void box.flush();
  }, [box, connection]);
  useEffect(() => {
    window.addEventListener("storage", box.refresh);
    return () => window.removeEventListener("storage", box.refresh);
  }, [box]);
  return { box, waiting: useSyncExternalStore(box.watch, box.list) };
}
