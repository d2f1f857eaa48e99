import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { meQuery } from "@/api/me";
import { forgetAnswers } from "@/app/queryClient";

/** Goes inside as whoever has signed in now. A page that was somebody else's starts anew: nothing of theirs comes along. */
export function useEnter() {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async (address = "/") => {
    forgetAnswers(queryClient);
    await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
    queryClient.removeQueries({ queryKey: ["sign-in"] });
    router.history.replace(address);
  };
}
