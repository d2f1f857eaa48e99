import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Field, FieldStack } from "@/ui/Field";
import { Row, Section } from "@/ui/Page";
import { ErrorState } from "@/ui/States";
import { TextArea } from "@/ui/TextInput";
import { useText } from "../text";
import { keys } from "./keys";

export type Act = "endorse" | "object" | "proceed";

/** What comes before the decision: the contact point's word, or going on without it. */
export function Opinion({ id, acts }: { id: string; acts: Act[] }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [reason, setReason, draft] = useDraft(`application:${id}`, "");
  const act = useMutation({
    mutationFn: (what: Act) => {
      const given = { params: { path: { application_id: id } }, body: { reason: reason.trim() } };
      if (what === "endorse") return body(api.POST("/api/v1/applications/{application_id}/endorse", given));
      if (what === "object") return body(api.POST("/api/v1/applications/{application_id}/object", given));
      return body(api.POST("/api/v1/applications/{application_id}/proceed", given));
    },
    onSuccess: (now) => {
      draft.clear();
      queryClient.setQueryData(keys.one(id), now);
      void queryClient.invalidateQueries({ queryKey: keys.list });
    },
  });
  const fields = isProblem(act.error) ? act.error.fields : {};
  return (
    <Section title={t("opinion")} framed>
      <FieldStack>
        <Field label={t("reason")} hint={t("reason.hint")} error={fields.reason}>
          <TextArea rows={4} maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        {act.isError && Object.keys(fields).length === 0 && <ErrorState compact error={act.error} />}
        <Row>
          {acts.map((what) => (
            <Button key={what} variant={what === "object" ? "secondary" : "primary"} disabled={reason.trim() === ""} busy={act.isPending && act.variables === what} onClick={() => act.mutate(what)}>
              {t(`act.${what}`)}
            </Button>
          ))}
        </Row>
      </FieldStack>
    </Section>
  );
}
