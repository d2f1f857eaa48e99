import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ban, RotateCcw } from "lucide-react";
import { api, body, ifMatch } from "@/api/client";
import { useMe } from "@/api/me";
import { Button } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { toast } from "@/ui/Toast";
import { keys } from "../queries";
import { useText } from "../text";
import type { Organisation } from "../vocabulary";

/** For the Secretariat: putting an organisation out of the network for a while, and taking it in again. */
export function Standing({ organisation, etag }: { organisation: Organisation; etag: string | null }) {
  const t = useText();
  const queryClient = useQueryClient();
  const secretariat = useMe().platform_roles.includes("secretariat");
  const { ask, dialog } = useConfirming();
  const name = organisation.acronym || organisation.name;
  const change = useMutation({
    mutationFn: (status: "active" | "suspended") =>
      body(
        api.PATCH("/api/v1/organisations/{organisation_id}", {
          params: { path: { organisation_id: organisation.id } },
          headers: ifMatch(etag),
          body: { status },
        }),
      ),
    onSuccess: (_, status) => toast.done(t(status === "active" ? "organisation.active" : "organisation.suspended", { name })),
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.all }),
  });
  if (!secretariat || !organisation.may_edit) return null;
  if (organisation.status === "suspended") {
    return (
      <Button icon={RotateCcw} variant="quiet" busy={change.isPending} onClick={() => change.mutate("active", { onError: toast.failed })}>
        {t("organisation.reinstate")}
      </Button>
    );
  }
  if (organisation.status !== "active") return null;
  const suspend = () =>
    ask({
      title: t("organisation.suspend.title", { name }),
      detail: t("status.leave.detail"),
      confirm: t("organisation.suspend"),
      act: () => change.mutateAsync("suspended"),
    });
  return (
    <>
      <Button icon={Ban} variant="quiet" onClick={suspend}>
        {t("organisation.suspend")}
      </Button>
      {dialog}
    </>
  );
}
