import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { Checkbox, Radio, RadioGroup } from "@/ui/Choice";
import { Combobox } from "@/ui/Combobox";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { Select, TextInput } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import { findOrganisations } from "../finding";
import { useText } from "../text";
import { keys } from "./keys";

const spans = [3, 7, 14, 30];
const leading = ["team_lead", "national_contact_point"];

/** Whom to write to, with which words, for how long: the Secretariat any mailbox, a team lead the own ones. */
export function StartTest({ onClose }: { onClose: () => void }) {
  const t = useText();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { platform_roles, organisations } = useMe();
  const anywhere = platform_roles.includes("secretariat");
  const own = organisations.filter((one) => leading.includes(one.role));
  const [note, setNote, draft] = useDraft("test:new", "");
  const [days, setDays] = useState("7");
  const [whole, setWhole] = useState("all");
  const [some, setSome] = useState<Suggestion[]>([]);
  const [mine, setMine] = useState<string[]>(own.map((one) => one.id));
  const asked = anywhere ? (whole === "all" ? null : some.map((one) => one.id)) : mine;
  const start = useMutation({
    mutationFn: () => body(api.POST("/api/v1/contact-tests", { body: { note: note.trim(), open_days: Number(days), organisation_ids: asked } })),
    onSuccess: async (test) => {
      draft.clear();
      toast.done(t("tests.started"));
      queryClient.setQueryData(keys.one(test.id), test);
      void queryClient.invalidateQueries({ queryKey: keys.list });
      onClose();
      await navigate({ to: `/administration/tests/${test.id}` });
    },
  });
  const fields = isProblem(start.error) ? start.error.fields : {};
  return (
    <FormDialog
      title={t("tests.start")}
      submit={t("tests.send")}
      onClose={onClose}
      onSubmit={() => start.mutate()}
      ready={asked?.length !== 0}
      busy={start.isPending}
      error={start.error}
      shown={["note", "organisation_ids", "open_days"]}
      draft={draft}
    >
      <p>{t("tests.start.detail")}</p>
      <Field label={t("tests.note")} hint={t("tests.note.hint")} error={fields.note} optional>
        <TextInput maxLength={200} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {anywhere ? (
        <Field group label={t("tests.whom")} error={whole === "all" ? fields.organisation_ids : undefined}>
          <RadioGroup value={whole} onChange={setWhole}>
            <Radio value="all" label={t("tests.whom.all")} />
            <Radio value="some" label={t("tests.whom.some")} />
          </RadioGroup>
        </Field>
      ) : (
        <Field group label={t("tests.whom")} error={fields.organisation_ids}>
          {own.map((one) => (
            <Checkbox
              key={one.id}
              label={one.name}
              checked={mine.includes(one.id)}
              onChange={(on) => setMine((now) => (on ? [...now, one.id] : now.filter((id) => id !== one.id)))}
            />
          ))}
        </Field>
      )}
      {anywhere && whole === "some" && (
        <Field label={t("tests.whom.some")} error={fields.organisation_ids}>
          <Combobox multiple value={some} onChange={setSome} source={findOrganisations} placeholder={t("organisation.find")} />
        </Field>
      )}
      <Field label={t("tests.open")} error={fields.open_days}>
        <Select value={days} onChange={setDays} options={spans.map((count) => ({ value: String(count), label: t("tests.days", { count }) }))} />
      </Field>
    </FormDialog>
  );
}
