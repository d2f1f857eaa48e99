import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import type { Schemas } from "@/api/types";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Combobox } from "@/ui/Combobox";
import { Field, FieldStack } from "@/ui/Field";
import { Row, Section } from "@/ui/Page";
import { ErrorState } from "@/ui/States";
import { TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import { findOrganisations } from "../finding";
import { useText } from "../text";
import { keys } from "./keys";

type Way = "new" | "listed" | "decline";
const ways = ["new", "listed", "decline"] as const;

/** The Secretariat's decision: in as a new organisation, in as one that the directory has already, or not in. */
export function Decide({ application }: { application: Schemas["ApplicationRead"] }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [way, setWay] = useState<Way>("new");
  const [listed, setListed] = useState<Suggestion[]>([]);
  const [reason, setReason, draft] = useDraft(`application:${application.id}`, "");
  const decide = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/v1/applications/{application_id}/decide", {
          params: { path: { application_id: application.id } },
          body: { decision: way === "decline" ? "decline" : "accept", organisation_id: way === "listed" ? (listed[0]?.id ?? null) : null, reason: reason.trim() },
        }),
      ),
    onSuccess: (now) => {
      draft.clear();
      queryClient.setQueryData(keys.one(application.id), now);
      void queryClient.invalidateQueries({ queryKey: keys.list });
      toast.done(t(way === "decline" ? "decide.declined" : "decide.accepted", { name: application.name }));
    },
  });
  const problem = isProblem(decide.error) ? decide.error : null;
  const same = typeof problem?.extra.organisation_id === "string" ? problem.extra.organisation_id : null;
  const useListed = () => {
    if (!same) return;
    setListed([{ id: same, label: application.name, kind: "organisation" }]);
    setWay("listed");
    decide.reset();
  };
  const ready = reason.trim().length >= 10 && (way !== "listed" || listed.length > 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) decide.mutate();
  };
  return (
    <Section title={t("decide")} framed>
      <form onSubmit={submit}>
        <FieldStack>
          <Field group hideLabel label={t("decide")}>
            <RadioGroup value={way} onChange={(value) => setWay(ways.find((one) => one === value) ?? "new")}>
              {ways.map((one) => (
                <Radio key={one} value={one} label={t(`decide.${one}`)} hint={t(`decide.detail.${one}`)} />
              ))}
            </RadioGroup>
          </Field>
          {way === "listed" && (
            <Field label={t("organisation")} error={problem?.fields.organisation_id}>
              <Combobox value={listed} onChange={setListed} source={findOrganisations} placeholder={t("organisation.find")} />
            </Field>
          )}
          <Field label={t("reason")} hint={t("reason.hint")} error={problem?.fields.reason}>
            <TextArea rows={4} required minLength={10} maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Field>
          {same && <Banner tone="warn" live action={<Button size="small" onClick={useListed}>{t("decide.same.use")}</Button>}>{t("decide.same")}</Banner>}
          {problem && !same && Object.keys(problem.fields).length === 0 && <ErrorState compact error={problem} />}
          <Row>
            <Button type="submit" variant={way === "decline" ? "danger" : "primary"} disabled={!ready} busy={decide.isPending}>
              {t(`decide.submit.${way}`)}
            </Button>
          </Row>
        </FieldStack>
      </form>
    </Section>
  );
}
