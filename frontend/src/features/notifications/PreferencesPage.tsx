import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";
import { useState } from "react";
import { api, ifMatch, tagged } from "@/api/client";
import { isProblem } from "@/api/problem";
import type { Schemas } from "@/api/types";
import { formatDate } from "@/i18n";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { Field } from "@/ui/Field";
import { Intro, Row, Stack } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { ErrorState } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Select } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { Following, Mails } from "./Following";
import { kindName } from "./kinds";
import css from "./Notices.module.css";
import { preferencesQuery } from "./queries";
import { useText } from "./text";

type Kind = Required<Schemas["KindPreference"]>;
const whens = ["now", "digest", "none"] as const;

/** An hour as this language writes it. */
function hourName(hour: number): string {
  return formatDate(Date.UTC(2026, 0, 1, hour), { hour: "2-digit", minute: "2-digit", timeZone: "UTC" });
}

/** How one hears of things: a page of the settings, beside those of the feature that has them. */
export default function PreferencesPage() {
  const t = useText();
  const query = useQuery(preferencesQuery);
  return (
    <Stack>
      <Intro>{t("preferences.intro")}</Intro>
      {!query.data && (
        <div className={css.foot}>
          <Pending query={query} height={400} />
        </div>
      )}
      {query.data && <Preferences key={query.data.etag} read={query.data.data} etag={query.data.etag} />}
      <Following />
      <Mails />
    </Stack>
  );
}

function Preferences({ read, etag }: { read: Schemas["PreferencesRead"]; etag: string | null }) {
  const t = useText();
  const queryClient = useQueryClient();
  const initial = Object.fromEntries(Object.entries(read.kinds).map(([kind, one]) => [kind, { in_app: one.in_app ?? true, mail: one.mail ?? "digest" }]));
  const [kinds, setKinds] = useState<Record<string, Kind>>(initial);
  const [hour, setHour] = useState(read.digest_hour);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set(read.chosen));
  const save = useMutation({
    mutationFn: (chosen: Record<string, Kind>) =>
      tagged(api.PUT("/api/v1/notifications/preferences", { headers: ifMatch(etag), body: { kinds: chosen, digest_hour: hour } })),
    onSuccess: (saved) => {
      queryClient.setQueryData(preferencesQuery.queryKey, saved);
      toast.done(t("preferences.saved"));
    },
    onError: (error) => {
      if (isProblem(error, 412)) void queryClient.invalidateQueries({ queryKey: preferencesQuery.queryKey });
    },
  });
  const change = (kind: string, part: Partial<Kind>) => {
    setKinds((now) => ({ ...now, [kind]: { in_app: true, mail: "digest", ...now[kind], ...part } }));
    setTouched((now) => new Set([...now, kind]));
  };
  const rows = Object.entries(kinds);
  return (
    <div className={css.foot}>
      <Table
        caption={t("preferences.title")}
        middle
        rows={rows}
        rowKey={([kind]) => kind}
        columns={[
          { key: "kind", header: t("preferences.kind"), rowHeader: true, cell: ([kind]) => kindName(t, kind) },
          {
            key: "app",
            header: t("preferences.inApp"),
            cell: ([kind, one]) => (
              <Checkbox hideLabel label={`${t("preferences.inApp")}: ${kindName(t, kind)}`} checked={one.in_app} onChange={(in_app) => change(kind, { in_app })} />
            ),
          },
          {
            key: "mail",
            header: t("preferences.mail"),
            cell: ([kind, one]) => (
              <Select
                className={css.when}
                aria-label={`${t("preferences.mail")}: ${kindName(t, kind)}`}
                value={one.mail}
                onChange={(mail) => change(kind, { mail: mail as Kind["mail"] })}
                options={whens.map((value) => ({ value, label: t(`mail.${value}`) }))}
              />
            ),
          },
        ]}
      />
      <Field className={css.narrow} label={t("preferences.hour")} hint={t("preferences.hour.hint", { zone: read.time_zone })}>
        <Select
          value={String(hour)}
          onChange={(value) => setHour(Number(value))}
          options={Array.from({ length: 24 }, (_, value) => ({ value: String(value), label: hourName(value) }))}
        />
      </Field>
      <Banner icon={Lock} action={!read.openpgp && <Link to="/settings/keys">{t("preferences.key")}</Link>}>
        {read.openpgp ? t("preferences.encrypted") : t("preferences.plain")}
      </Banner>
      {save.isError && !isProblem(save.error, 412) && <ErrorState compact error={save.error} />}
      {isProblem(save.error, 412) && <Banner tone="warn" live>{t("preferences.conflict")}</Banner>}
      <Row>
        <Button variant="primary" busy={save.isPending} onClick={() => save.mutate(Object.fromEntries(rows.filter(([kind]) => touched.has(kind))))}>
          {t("preferences.save")}
        </Button>
        {touched.size > 0 && (
          <Button variant="quiet" onClick={() => save.mutate({})}>
            {t("preferences.reset")}
          </Button>
        )}
      </Row>
    </div>
  );
}
