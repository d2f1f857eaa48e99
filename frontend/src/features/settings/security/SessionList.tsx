import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { Row, Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { Table } from "@/ui/Table";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { confirmed } from "../confirm";
import { sessionsQuery } from "../queries";
import { useText } from "../text";

/** The browser and the system, as far as the header says them. */
function device(agent: string): string {
  const browser = /(Firefox|Edg|OPR|Chrome|Safari)\/(\d+)/.exec(agent);
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent);
  return [browser && `${browser[1]} ${browser[2]}`, system?.[1]].filter(Boolean).join(" · ") || agent.slice(0, 60);
}

export function SessionList() {
  const t = useText();
  const queryClient = useQueryClient();
  const query = useQuery(sessionsQuery);
  const again = () => void queryClient.invalidateQueries({ queryKey: sessionsQuery.queryKey });
  const sessions = query.data ?? [];
  const { ask, dialog } = useConfirming();
  const end = (session_id: string, where: string) =>
    ask({
      title: t("sessions.end.title"),
      detail: t("sessions.end.detail", { device: where }),
      confirm: t("sessions.end.confirm"),
      act: async () => {
        await confirmed(() => api.DELETE("/api/v1/me/sessions/{session_id}", { params: { path: { session_id } } })).finally(again);
        toast.done(t("sessions.ended", { count: 1 }));
      },
    });
  const endOthers = () =>
    ask({
      title: t("sessions.others.title"),
      detail: t("sessions.others.detail", { count: sessions.length - 1 }),
      confirm: t("sessions.others.confirm"),
      act: async () => {
        const { ended } = await confirmed(() => body(api.POST("/api/v1/me/sessions/end-others"))).finally(again);
        toast.done(t("sessions.ended", { count: ended }));
      },
    });
  return (
    <Section
      title={t("sessions")}
      actions={
        sessions.length > 1 && (
          <Button size="small" onClick={endOthers}>
            {t("sessions.others")}
          </Button>
        )
      }
    >
      <Pending query={query} compact />
      {query.data && (
        <Table
          caption={t("sessions")}
          rows={sessions}
          rowKey={(one) => one.id}
          columns={[
            {
              key: "device",
              header: t("sessions.device"),
              rowHeader: true,
              cell: (one) => (
                <Row>
                  {device(one.user_agent)}
                  {one.current && <Badge tone="accent">{t("sessions.here")}</Badge>}
                  {one.strong && <Badge tone="good">{t("sessions.strong")}</Badge>}
                </Row>
              ),
            },
            { key: "address", header: t("sessions.address"), wideOnly: true, cell: (one) => <code>{one.address}</code> },
            { key: "seen", header: t("sessions.seen"), cell: (one) => <Time at={one.seen_at} /> },
            {
              key: "end",
              header: "",
              actions: true,
              cell: (one) =>
                !one.current && (
                  <Button size="small" variant="quiet" onClick={() => end(one.id, device(one.user_agent))}>
                    {t("sessions.end")}
                  </Button>
                ),
            },
          ]}
        />
      )}
      {dialog}
    </Section>
  );
}
