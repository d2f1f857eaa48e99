import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Archive, DoorOpen, MessagesSquare, Pencil } from "lucide-react";
import { useState } from "react";
import { api, body, idempotencyKey, ifMatch } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Banner } from "@/ui/Banner";
import { Button, LinkButton } from "@/ui/Button";
import { ConfirmDialog } from "@/ui/Dialog";
import { Page, Row } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import { TlpLabel } from "@/ui/TlpLabel";
import { toast } from "@/ui/Toast";
import { groupQuery, keys } from "../queries";
import { useText } from "../text";
import type { Group } from "../vocabulary";
import { Admissions } from "./Admissions";
import { GroupForm } from "./GroupForm";
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
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState<"leave" | "archive" | "edit" | null>(null);
  const params = { path: { group_id: group.id } };
  const again = () => queryClient.invalidateQueries({ queryKey: keys.all });
  const act = useMutation({
    mutationFn: async (what: "join" | "ask" | "withdraw" | "leave" | "archive" | "restore") => {
      if (what === "join") await api.POST("/api/v1/groups/{group_id}/join", { params, body: {} });
      else if (what === "ask") await api.POST("/api/v1/groups/{group_id}/requests", { params, headers: idempotencyKey(), body: { reason: "" } });
      else if (what === "leave") await api.POST("/api/v1/groups/{group_id}/leave", { params, body: {} });
      else if (what === "archive") await api.POST("/api/v1/groups/{group_id}/archive", { params });
      else if (what === "restore") await api.POST("/api/v1/groups/{group_id}/restore", { params });
      else if (group.pending) await api.DELETE("/api/v1/groups/{group_id}/requests/{request_id}", { params: { path: { ...params.path, request_id: group.pending } } });
      if (what === "leave" && group.visibility === "hidden") await navigate({ to: "/directory/groups" });
    },
    onSuccess: again,
    onError: toast.failed,
    onSettled: () => setAsking(null),
  });
  const steward = group.standing === "steward";
  const inside = steward || group.standing === "member";
  return (
    <>
      {inside && <Button icon={DoorOpen} variant="quiet" onClick={() => setAsking("leave")}>{t("group.leave")}</Button>}
      {steward && !group.archived && <Button icon={Archive} variant="quiet" onClick={() => setAsking("archive")}>{t("group.archive")}</Button>}
      {steward && group.archived && <Button busy={act.isPending} onClick={() => act.mutate("restore")}>{t("group.restore")}</Button>}
      {steward && <Button icon={Pencil} onClick={() => setAsking("edit")}>{t("edit")}</Button>}
      {!inside && group.pending && <span>{t("group.asked")}</span>}
      {!inside && group.pending && <Button busy={act.isPending} onClick={() => act.mutate("withdraw")}>{t("group.withdraw")}</Button>}
      {!inside && !group.pending && group.joining === "request" && <Button variant="primary" busy={act.isPending} onClick={() => act.mutate("ask")}>{t("group.ask")}</Button>}
      {!inside && group.joining === "open" && <Button variant="primary" busy={act.isPending} onClick={() => act.mutate("join")}>{t("group.join")}</Button>}
      {group.standing !== "none" && <LinkButton to={`/forum/groups/${group.id}`} variant="primary" icon={MessagesSquare}>{t("group.open")}</LinkButton>}
      <ConfirmDialog
        open={asking === "leave" || asking === "archive"}
        onClose={() => setAsking(null)}
        onConfirm={() => act.mutate(asking === "archive" ? "archive" : "leave")}
        busy={act.isPending}
        title={group.name}
        confirm={asking === "archive" ? t("group.archive") : t("group.leave")}
        variant="danger"
      >
        <p>{asking === "archive" ? t("group.archive.detail") : t("group.leave.detail")}</p>
      </ConfirmDialog>
      {asking === "edit" && <Edit group={group} etag={etag} onClose={() => setAsking(null)} />}
    </>
  );
}

function Edit({ group, etag, onClose }: { group: Group; etag: string | null; onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const { name, description, visibility, joining, default_label } = group;
  const [form, setForm] = useState({ name, description, visibility, joining, default_label });
  const save = useMutation({
    mutationFn: () => body(api.PATCH("/api/v1/groups/{group_id}", { params: { path: { group_id: group.id } }, headers: ifMatch(etag), body: form })),
    onSuccess: () => {
      toast.done(t("saved"));
      onClose();
    },
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.all }),
  });
  return (
    <GroupForm title={t("edit")} submit={t("save")} value={form} onChange={setForm} onSubmit={() => save.mutate()} onClose={onClose} busy={save.isPending} error={save.error} />
  );
}
