import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api } from "@/api/client";
import { useMe } from "@/api/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { FieldStack } from "@/ui/Field";
import { Pending } from "@/ui/Pending";
import { EmptyState, ErrorState } from "@/ui/States";
import { groupMembersQuery, keys } from "../queries";
import { useText } from "../text";
import type { Group } from "../vocabulary";
import { AsWhom, led } from "./Joining";

/** Leaving for whom one is in the group: an organisation that one leads, or oneself. */
export function Leave({ group, onClose }: { group: Group; onClose: () => void }) {
  const t = useText();
  const me = useMe();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const members = useQuery(groupMembersQuery(group.id));
  const organisations = led(me).map((one) => one.id).filter((id) => members.data?.some((member) => member.organisation?.id === id));
  const myself = members.data?.some((member) => member.person?.id === me.person.id) ?? false;
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const who = chosen === undefined ? (organisations[0] ?? null) : chosen;
  const leave = useMutation({
    mutationFn: () => api.POST("/api/v1/groups/{group_id}/leave", { params: { path: { group_id: group.id } }, body: { organisation_id: who } }),
    onSuccess: async () => {
      if (group.visibility === "hidden") await navigate({ to: "/directory/groups" });
      void queryClient.invalidateQueries({ queryKey: keys.all });
      onClose();
    },
  });
  const may = organisations.length > 0 || myself;
  return (
    <Dialog
      open
      onClose={onClose}
      size="small"
      title={t("group.leave.title", { name: group.name })}
      actions={
        may && (
          <>
            <Button onClick={onClose} data-autofocus>{t("group.stay")}</Button>
            <Button variant="danger" busy={leave.isPending} onClick={() => leave.mutate()}>{t("group.leave")}</Button>
          </>
        )
      }
    >
      <FieldStack>
        <Pending query={members} compact />
        {members.data && !may && <EmptyState title={t("group.leave.not")}>{t("group.leave.not.detail")}</EmptyState>}
        {may && <p>{t(who === null ? "group.leave.self" : "group.leave.detail")}</p>}
        {organisations.length + Number(myself) > 1 && <AsWhom label={t("as")} value={who} onChange={setChosen} among={{ organisations, self: myself }} />}
        {leave.isError && <ErrorState compact error={leave.error} />}
      </FieldStack>
    </Dialog>
  );
}
