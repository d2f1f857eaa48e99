import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { refusedField } from "@/api/refused";
import { useSending } from "@/api/sending";
import { formatDate } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { Item, List, TwoLines } from "@/ui/List";
import { Card } from "@/ui/Page";
import { Select, TextArea, TextInput } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import { coverageQuery, expertiseQuery, keys } from "../queries";
import { useText } from "../text";
import { kindsOfExpertise, type Draft, type Expertise } from "../types";

interface Form {
  elements: Suggestion[];
  kind: Expertise;
  by: string;
  note: string;
}

/** Asks the network for help with elements of the draft, and lists what was asked before. */
export function ExpertiseDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const elements = useQuery(coverageQuery(draft.id, draft.vocabulary, t.locale)).data?.elements ?? [];
  const asked = useQuery(expertiseQuery(draft.id)).data ?? [];
  const [form, set, kept] = useDraft<Form>(`draft:${draft.id}:expertise`, { elements: [], kind: "drafting", by: "", note: "" });
  const path = { draft_id: draft.id };
  const sending = useSending((wanted: Form, headers) =>
    body(
      api.POST("/api/v1/strategies/drafts/{draft_id}/expertise", {
        params: { path },
        body: { elements: wanted.elements.map((one) => one.id), kind: wanted.kind, needed_by: wanted.by || null, note: wanted.note.trim() },
        headers,
      }),
    ),
  );
  const again = () => client.invalidateQueries({ queryKey: keys.expertise(draft.id) });
  const close = useMutation({
    mutationFn: (id: string) => body(api.POST("/api/v1/strategies/drafts/{draft_id}/expertise/{expertise_id}/close", { params: { path: { ...path, expertise_id: id } } })),
    onSuccess: again,
    onError: toast.failed,
  });
  const send = async () => {
    if (!(await sending.run(form))) return;
    kept.clear();
    void again();
    toast.done(t("expertise.done"));
    onClose();
  };
  const found = (q: string) =>
    Promise.resolve(
      elements
        .filter((one) => `${one.code} ${one.label}`.toLocaleLowerCase().includes(q.trim().toLocaleLowerCase()))
        .slice(0, 50)
        .map((one) => ({ id: one.code, label: one.label, detail: one.code })),
    );
  const named = (code: string) => elements.find((one) => one.code === code)?.label ?? code;
  return (
    <FormDialog
      title={t("expertise.ask")}
      submit={t("expertise.send")}
      onSubmit={() => void send()}
      onClose={onClose}
      ready={form.elements.length > 0}
      busy={sending.busy}
      error={sending.error}
      shown={["elements", "kind", "needed_by", "note"]}
      draft={kept}
    >
      <p>{t("expertise.intro")}</p>
      <Field label={t("expertise.elements")} error={refusedField(sending.error, "elements")}>
        <Combobox multiple value={form.elements} onChange={(chosen) => set({ ...form, elements: chosen.slice(0, 20) })} source={found} />
      </Field>
      <Field label={t("expertise.kind")} error={refusedField(sending.error, "kind")}>
        <Select
          value={form.kind}
          options={kindsOfExpertise.map((value) => ({ value, label: t(`expertise.kind.${value}`) }))}
          onChange={(value) => set({ ...form, kind: kindsOfExpertise.find((one) => one === value) ?? "drafting" })}
        />
      </Field>
      <Field label={t("expertise.by")} error={refusedField(sending.error, "needed_by")} optional>
        <TextInput type="date" value={form.by} onChange={(event) => set({ ...form, by: event.target.value })} />
      </Field>
      <Field label={t("expertise.note")} hint={t("expertise.note.hint")} error={refusedField(sending.error, "note")} optional>
        <TextArea value={form.note} maxLength={1000} onChange={(event) => set({ ...form, note: event.target.value })} />
      </Field>
      {asked.length > 0 && (
        <Card flush>
          <List label={t("expertise.before")}>
            {asked.map((one) => (
              <Item
                key={one.id}
                end={
                  <>
                    <Badge tone={one.state === "open" ? "accent" : "neutral"}>{t(`expertise.${one.state}`)}</Badge>
                    {one.state === "open" && (
                      <Button size="small" variant="quiet" busy={close.isPending} onClick={() => close.mutate(one.id)}>
                        {t("expertise.close")}
                      </Button>
                    )}
                  </>
                }
              >
                <TwoLines second={`${one.elements.map(named).join(", ")} · ${formatDate(one.asked_at)}`}>{t(`expertise.kind.${one.kind}`)}</TwoLines>
              </Item>
            ))}
          </List>
        </Card>
      )}
    </FormDialog>
  );
}
