import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { MailCheck } from "lucide-react";
import type { FormEvent } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { Outside } from "@/app/outside/Outside";
import { countryName } from "@/i18n";
import { Button } from "@/ui/Button";
import { Field, FieldStack } from "@/ui/Field";
import { memberStates } from "@/ui/memberStates";
import { Card, Page } from "@/ui/Page";
import { Restored } from "@/ui/Restored";
import { EmptyState, ErrorState } from "@/ui/States";
import { Select, TextArea, TextInput } from "@/ui/TextInput";
import { useFirstInvalid } from "@/ui/useFirstInvalid";
import css from "../Administration.module.css";
import { useText } from "../text";

const kinds = ["national_csirt", "sectoral_csirt", "government", "academic", "private", "civil_society", "international"] as const;
const communities = ["network", "stakeholders"] as const;
const empty = { name: "", kind: "", community: "", country: "", contact_name: "", contact_email: "", website: "", reason: "" };

/** The member states under their names, in this language's order. */
function countries(locale: string) {
  const named = memberStates.map(([iso3]) => ({ value: iso3, label: countryName(iso3) }));
  return named.sort((a, b) => a.label.localeCompare(b.label, locale));
}

/** Chosen by those who belong to no member state, so that nobody leaves the country out by mistake. */
const nowhere = "none";

/** Where an organisation asks to be let in; what is typed is kept on this device until it is sent. */
export default function ApplyPage() {
  const t = useText();
  const [form, setForm, draft] = useDraft("application:new", empty);
  const apply = useMutation({
    mutationFn: () =>
      body(
        api.POST("/api/v1/applications", {
          body: {
            ...form, acronym: "", country: form.country === nowhere ? null : form.country, locale: t.locale,
            kind: kinds.find((one) => one === form.kind) ?? "private",
            community: communities.find((one) => one === form.community) ?? "stakeholders",
          },
        }),
      ),
    onSuccess: () => draft.clear(),
  });
  const fields = isProblem(apply.error) ? apply.error.fields : {};
  const set = (part: Partial<typeof empty>) => setForm({ ...form, ...part });
  const box = useFirstInvalid(apply.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    apply.mutate();
  };
  const line = (field: "name" | "contact_name" | "contact_email" | "website", label: string, type = "text") => (
    <Field label={label} error={fields[field]} optional={field === "website"}>
      <TextInput type={type} required={field !== "website"} value={form[field]} onChange={(event) => set({ [field]: event.target.value })} />
    </Field>
  );
  return (
    <Outside>
      <Page title={t("apply.title")} intro={t("apply.intro")} width="read">
        {apply.isSuccess ? (
          <EmptyState icon={MailCheck} title={t("apply.sent")}>{t("apply.sent.detail")}</EmptyState>
        ) : (
          <Card>
            <form ref={box} onSubmit={submit}>
              <FieldStack>
                <Restored draft={draft} />
                {line("name", t("apply.name"))}
                <Field label={t("apply.kind")} error={fields.kind}>
                  <Select required placeholder={t("apply.choose")} value={form.kind} onChange={(kind) => set({ kind })} options={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))} />
                </Field>
                <Field label={t("community")} error={fields.community}>
                  <Select required placeholder={t("apply.choose")} value={form.community} onChange={(community) => set({ community })} options={communities.map((value) => ({ value, label: t(`community.${value}`) }))} />
                </Field>
                <Field label={t("apply.country")} error={fields.country}>
                  <Select required placeholder={t("apply.choose")} value={form.country} onChange={(country) => set({ country })} options={[...countries(t.locale), { value: nowhere, label: t("apply.country.none") }]} />
                </Field>
                {line("contact_name", t("apply.contact"))}
                {line("contact_email", t("invite.email"), "email")}
                {line("website", t("website"), "url")}
                <Field label={t("apply.reason")} error={fields.reason}>
                  <TextArea required rows={5} maxLength={4000} value={form.reason} onChange={(event) => set({ reason: event.target.value })} />
                </Field>
                {apply.isError && Object.keys(fields).length === 0 && <ErrorState compact error={apply.error} />}
                <Button type="submit" variant="primary" wide busy={apply.isPending}>{t("apply.submit")}</Button>
              </FieldStack>
            </form>
          </Card>
        )}
        <p className={css.beside}>{t.rich("apply.member", { signIn: (words) => <Link to="/sign-in">{words}</Link> })}</p>
      </Page>
    </Outside>
  );
}
