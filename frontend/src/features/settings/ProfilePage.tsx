import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { api, body } from "@/api/client";
import { useFormDraft } from "@/api/drafts";
import { meQuery, useMe, type Theme } from "@/api/me";
import { isProblem } from "@/api/problem";
import { showLocale, showTheme } from "@/app/preferences";
import { formatDate, isLocale, localeNames, locales, setTimeZone } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Switch } from "@/ui/Choice";
import { Field, FieldStack } from "@/ui/Field";
import { Item, List } from "@/ui/List";
import { Card, Row, Section } from "@/ui/Page";
import { Restored } from "@/ui/Restored";
import { ErrorState } from "@/ui/States";
import { Select, TextInput } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { useFirstInvalid } from "@/ui/useFirstInvalid";
import { useText } from "./text";

const zones = Intl.supportedValuesOf("timeZone");
const roles = ["viewer", "member", "team_lead", "national_contact_point"] as const;
const themes = ["system", "light", "dark"] as const;

/** What others see of me, and how Atalaya looks to me. */
export default function ProfilePage() {
  const t = useText();
  const { person, organisations } = useMe();
  const queryClient = useQueryClient();
  const [form, set, draft] = useFormDraft("profile", {
    name: person.name, title: person.title, locale: person.locale, time_zone: person.time_zone, theme: person.theme,
  });
  const adopt = () => queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  const save = useMutation({
    mutationFn: () => {
      const locale = isLocale(form.locale) ? form.locale : "en";
      return body(api.PATCH("/api/v1/me", { body: { ...form, locale, theme: form.theme as Theme } }));
    },
    onSuccess: async (saved) => {
      setTimeZone(saved.time_zone);
      showTheme(saved.theme as Theme);
      if (isLocale(saved.locale)) await showLocale(saved.locale);
      await adopt();
      draft.clear();
      toast.done(t("profile.saved"));
    },
  });
  const presence = useMutation({
    mutationFn: (show_presence: boolean) => body(api.PATCH("/api/v1/me", { body: { show_presence } })),
    onSuccess: adopt,
    onError: toast.failed,
  });
  const fields = isProblem(save.error) ? save.error.fields : {};
  const box = useFirstInvalid(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const time = formatDate(new Date(), { hour: "2-digit", minute: "2-digit", timeZone: form.time_zone });
  return (
    <>
      <Card>
        <form ref={box} onSubmit={submit}>
          <FieldStack narrow>
            <Restored draft={draft} />
            <Field label={t("profile.name")} hint={t("profile.name.hint")} error={fields.name}>
              <TextInput autoComplete="name" required maxLength={120} value={form.name} onChange={(event) => set({ name: event.target.value })} />
            </Field>
            <Field label={t("profile.position")} optional hint={t("profile.position.hint")} error={fields.title}>
              <TextInput autoComplete="organization-title" maxLength={120} value={form.title} onChange={(event) => set({ title: event.target.value })} />
            </Field>
            <Field label={t("profile.language")}>
              <Select value={form.locale} onChange={(locale) => set({ locale })} options={locales.map((value) => ({ value, label: localeNames[value] }))} />
            </Field>
            <Field label={t("profile.zone")} hint={t("profile.zone.hint", { time })} error={fields.time_zone}>
              <Select
                value={form.time_zone}
                onChange={(time_zone) => set({ time_zone })}
                options={[...new Set([form.time_zone, ...zones])].map((value) => ({ value, label: value.replaceAll("_", " ") }))}
              />
            </Field>
            <Field label={t("profile.theme")}>
              <Select value={form.theme} onChange={(theme) => set({ theme })} options={themes.map((value) => ({ value, label: t(`theme.${value}`) }))} />
            </Field>
            {save.isError && Object.keys(fields).length === 0 && <ErrorState compact error={save.error} />}
            <Row>
              <Button type="submit" variant="primary" busy={save.isPending}>
                {t("profile.save")}
              </Button>
            </Row>
            <Switch
              label={t("profile.presence")}
              hint={t("profile.presence.hint")}
              checked={presence.isPending ? presence.variables : person.show_presence}
              onChange={(show) => presence.mutate(show)}
            />
            <Field label={t("profile.email")} hint={t("profile.email.hint")}>
              <TextInput readOnly value={person.email} />
            </Field>
          </FieldStack>
        </form>
      </Card>
      <Section title={t("profile.organisations")} framed flush>
        <List>
          {organisations.map((one) => {
            const role = roles.find((known) => known === one.role);
            return (
              <Item key={one.id} end={role && <Badge>{t(`role.${role}`)}</Badge>}>
                <Link to={`/directory/organisations/${one.id}`}>{one.name}</Link>
              </Item>
            );
          })}
        </List>
      </Section>
    </>
  );
}
