import { useQuery, useQueryClient } from "@tanstack/react-query";
import { MailOpen } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Row } from "@/ui/Page";
import { toast } from "@/ui/Toast";
import { keys } from "../api";
import { useText } from "../text";

/** Invitations into groups that wait for me or for a team that I lead. */
export function Invitations() {
  const t = useText();
  const client = useQueryClient();
  const [busy, setBusy] = useState("");
  const { data = [] } = useQuery({
    queryKey: [...keys.groups, "invitations"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/group-invitations", { signal })),
  });
  const answer = async (id: string, accept: boolean) => {
    setBusy(id);
    const path = { params: { path: { invitation_id: id } } };
    try {
      if (accept) await api.POST("/api/v1/group-invitations/{invitation_id}/accept", path);
      else await api.POST("/api/v1/group-invitations/{invitation_id}/decline", path);
      await client.invalidateQueries({ queryKey: keys.all });
      await client.invalidateQueries({ queryKey: ["me"] });
    } catch (error) {
      toast.failed(error);
    } finally {
      setBusy("");
    }
  };
  return data.map((one) => (
    <Banner key={one.id} tone="accent" icon={MailOpen}>
      <p>
        <strong>{t("invited", { group: one.group.name })}</strong> {one.organisation && t("invited.for", { team: one.organisation.name })}
      </p>
      {one.text && <p>{one.text}</p>}
      <Row>
        <Button size="small" variant="primary" busy={busy === one.id} onClick={() => void answer(one.id, true)}>
          {t("invited.accept")}
        </Button>
        <Button size="small" onClick={() => void answer(one.id, false)}>
          {t("invited.decline")}
        </Button>
      </Row>
    </Banner>
  ));
}
