import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useStream } from "@/api/live";
import { draftQuery, keys } from "./queries";

interface Told {
  section_id?: string | null;
}

/** Keeps an open draft as it is at this moment. Says when it has been taken away. */
export function useDraftStream(id: string): boolean {
  const client = useQueryClient();
  const [lost, setLost] = useState(false);
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  const again = (...wanted: (readonly unknown[])[]) => wanted.forEach((queryKey) => void client.invalidateQueries({ queryKey }));
  useEffect(() => () => clearTimeout(later.current), []);
  useStream(`draft:${id}`, {
    onEvent: (event) => {
      const { section_id: section } = event.data as Told;
      if (event.type === "strategies.draft.changed") again(keys.draft(id), keys.sections(id), keys.sources(id), keys.precedents(id), keys.text(id));
      if (event.type === "strategies.draft.phase") again(keys.draft(id), keys.phases(id));
      if (event.type === "strategies.draft.comment") again(keys.comments(id), keys.draft(id));
      if (event.type === "strategies.draft.task") again(keys.tasks(id), keys.draft(id));
      if (event.type === "strategies.draft.section" && section) {
        again(keys.section(id, section), keys.versions(id, section));
        // Whoever writes saves every few seconds: what is counted from the whole text need not follow each time.
        clearTimeout(later.current);
        later.current = setTimeout(() => again(keys.draft(id), keys.coverage(id), keys.text(id), keys.sources(id)), 1500);
      }
    },
    onReset: () => again([...keys.all, id]),
    // Refused or revoked: what the server says to a plain question decides whether it is gone.
    onLost: () => void client.fetchQuery({ ...draftQuery(id), staleTime: 0 }).catch(() => setLost(true)),
  });
  return lost;
}
