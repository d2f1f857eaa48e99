import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { useStream } from "@/api/live";
import { keys } from "./queries";

/** Asks again what is new shortly after something was said on a stream; a burst of events asks once. */
function Listener({ stream }: { stream: string }) {
  const queryClient = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void queryClient.invalidateQueries({ queryKey: keys.all }), 400);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useStream(stream, { onEvent: soon, onReset: soon });
  return null;
}

export function Listeners({ streams }: { streams: string[] }) {
  return [...new Set(streams)].map((stream) => <Listener key={stream} stream={stream} />);
}
