import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Archive, DoorOpen, MessagesSquare, Pencil } from "lucide-react";
import { useState } from "react";
import { api, body, ifMatch } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { Badge } from "@/ui/Badge";
import { Banner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { Page, Row } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import { TlpLabel } from "@/ui/TlpLabel";
import { toast } from "@/ui/Toast";
import { groupQuery, keys } from "../queries";
import { useText } from "../text";
import type { Group } from "../vocabulary";
import { Admissions } from "./Admissions";
import { GroupForm } from "./GroupForm";
import { Join } from "./Joining";
import { Leave } from "./Leaving";
import { Members } from "./Members";

export default function GroupPage() {
  const t = useText();
  const { groupId = "" } = useParams({ strict: false }) as { groupId?: string };
  const query = useQuery(groupQuery(groupId));
  const trail = [{ to: "/directory", label: t("title") }, { to: "/directory/groups", label: t("groups") }];
  if (query.isError && !query.data) return <Page title={t("groups")} trail={trail}><ErrorState error={query.error} onRetry={() => void query.refetch()} /></Page>;
  if (!query.data) return <Page title={t("groups")} trail={trail}><Skeleton height={320} /></Page>;
  const { data: group, etag } = query.data;
  const inside = group.standing === "steward" || group.standing === "member";
  return (
    <Page title={group.name} trail={trail} intro={group.description} actions={<Actions group={group} etag={etag} />}>
      <Row>
        <Badge tone={inside ? "accent" : "neutral"}>{t(`standing.${group.standing}`)}</Badge>
        <Badge>{t(`visibility.${group.visibility}`)}</Badge>
        <Badge>{t(`joining.${group.joining}`)}</Badge>
        <Badge>{t(`community.${group.community}`)}</Badge>
        <TlpLabel label={group.default_label} size="small" />
        {group.organisations !== null && <span>{t("group.count", { organisations: group.organisations })}</span>}
        {group.archived && <Badge tone="warn">{t("group.archived")}</Badge>}
      </Row>
      <br />
      {group.visibility === "hidden" && <Banner>{t("visibility.hidden.detail")}</Banner>}
      {inside && <Members group={group} />}
      {group.standing === "steward" && <Admissions group={group} />}
    </Page>
  );
}

function Actions({ group, etag }: { group: Group; etag: string | null }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [doing, setDoing] = useState<"join" | "leave" | "edit" | null>(null);
  const params = { path: { group_id: group.id } };
  const again = () => queryClient.invalidateQueries({ queryKey: keys.all });
  const restore = useMutation({ mutationFn: () => api.POST("/api/v1/groups/{group_id}/restore", { params }), onSuccess: again, onError: toast.failed });
  const { ask, dialog } = useConfirming();
  const archive = () =>
    ask({
      title: t("group.archive.title", { name: group.name }),
      detail: t("group.archive.detail"),
      confirm: t("group.archive"),
      act: () => api.POST("/api/v1/groups/{group_id}/archive", { params }).finally(again),
    });
  const withdraw = (request_id: string) =>
    ask({
      title: t("group.withdraw.title"),
      detail: t("group.withdraw.detail"),
      confirm: t("group.withdraw"),
      act: () => api.DELETE("/api/v1/groups/{group_id}/requests/{request_id}", { params: { path: { ...params.path, request_id } } }).finally(again),
    });
  const { pending } = group;
  const steward = group.standing === "steward";
  const inside = steward || group.standing === "member";
  const outside = !inside && !group.archived;
  const close = () => setDoing(null);
  return (
    <>
      {inside && <Button icon={DoorOpen} variant="quiet" onClick={() => setDoing("leave")}>{t("group.leave")}</Button>}
      {steward && !group.archived && <Button icon={Archive} variant="quiet" onClick={archive}>{t("group.archive")}</Button>}
      {steward && group.archived && <Button busy={restore.isPending} onClick={() => restore.mutate()}>{t("group.restore")}</Button>}
      {steward && <Button icon={Pencil} onClick={() => setDoing("edit")}>{t("edit")}</Button>}
      {!inside && pending && <span>{t("group.asked")}</span>}
      {!inside && pending && <Button onClick={() => withdraw(pending)}>{t("group.withdraw")}</Button>}
      {outside && !pending && group.joining === "request" && <Button variant="primary" onClick={() => setDoing("join")}>{t("group.ask")}</Button>}
      {outside && group.joining === "open" && <Button variant="primary" onClick={() => setDoing("join")}>{t("group.join")}</Button>}
      {group.standing !== "none" && <LinkButton to={`/forum/groups/${group.id}`} variant="primary" icon={MessagesSquare}>{t("group.open")}</LinkButton>}
      {dialog}
      {doing === "join" && <Join group={group} onClose={close} />}
      {doing === "leave" && <Leave group={group} onClose={close} />}
      {doing === "edit" && <Edit group={group} etag={etag} onClose={close} />}
    </>
  );
}

function Edit({ group, etag, onClose }: { group: Group; etag: string | null; onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const { name, description, visibility, joining, default_label } = group;
  const [form, set, draft] = useFormDraft(`group:${group.id}:facts`, { name, description, visibility, joining, default_label });
  const save = useMutation({
    mutationFn: () => body(api.PATCH("/api/v1/groups/{group_id}", { params: { path: { group_id: group.id } }, headers: ifMatch(etag), body: form })),
    onSuccess: () => {
      draft.clear();
      toast.done(t("saved"));
      onClose();
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.all }),
  });
  return (
    <GroupForm title={t("edit")} submit={t("save")} value={form} draft={draft} onChange={set} onSubmit={() => save.mutate()} onClose={onClose} busy={save.isPending} error={save.error} />
  );
}
