import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { meQuery } from "@/api/me";
import { session } from "@/api/session";
import { forgetAnswers } from "@/app/queryClient";

/** Goes inside as whoever has signed in now: nothing that was loaded for somebody else before comes along. */
export function useEnter() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async (address = "/") => {
    session.end();
    forgetAnswers(queryClient);
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    queryClient.removeQueries({ queryKey: ["sign-in"] });
    router.history.replace(address);
  };
}
