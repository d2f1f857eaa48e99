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

/** Forgets what the person saw who has left; not what the page for signing in has asked for meanwhile. */
export function forgetAnswers(client: QueryClient): void {
  client.getMutationCache().clear();
  client.removeQueries({ predicate: (query) => query.queryKey[0] !== "sign-in" });
}
