import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem } from "@/api/problem";
import { toast } from "@/ui/Toast";
import { keys } from "../api";
import type { Channel } from "../types";

/** Changes a channel and puts what came of it everywhere it is shown; a refusal is kept to be shown beside what was typed. */
export function useChannelChange(channel: Channel, onDone: () => void) {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const change = async (call: () => Promise<Channel>, done: string) => {
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      const fresh = await call();
      client.setQueryData(keys.channel(channel.id), fresh);
      client.setQueryData(keys.channels, (list: Channel[] | undefined) => list?.map((one) => (one.id === fresh.id ? fresh : one)));
      void client.invalidateQueries({ queryKey: keys.channels });
      void client.invalidateQueries({ queryKey: keys.archived });
      void client.invalidateQueries({ queryKey: keys.readers(channel.id) });
      toast.done(done);
      onDone();
    } catch (problem) {
      // Somebody changed it meanwhile: the next press is upon the version that is now behind the dialog.
      if (isProblem(problem, 412)) {
        void client.invalidateQueries({ queryKey: keys.channels });
        void client.invalidateQueries({ queryKey: keys.channel(channel.id) });
      }
      setError(problem);
    } finally {
      setBusy(false);
    }
  };
  return { busy, error, change };
}
