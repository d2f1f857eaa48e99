import { QueryClient } from "@tanstack/react-query";
import { mayRetry } from "@/api/client";

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // The stream tells what has changed; refetching on every focus would only repeat it.
      queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: mayRetry },
      mutations: { retry: false },
    },
  });
}
