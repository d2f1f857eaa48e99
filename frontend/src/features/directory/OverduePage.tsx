import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { BadgeCheck } from "lucide-react";
import { api, body } from "@/api/client";
import { useMe } from "@/api/me";
import type { Schemas } from "@/api/types";
import { countryName } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Field } from "@/ui/Field";
import { TwoLines } from "@/ui/List";
import { LoadMore } from "@/ui/LoadMore";
import { Intro } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Table } from "@/ui/Table";
import { Select } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import css from "./Directory.module.css";
import { useFilters } from "./Filter";
import { Frame } from "./Frame";
import { keys, organisationsQuery, useCountryOptions } from "./queries";
import { useText } from "./text";
import type { Filters } from "./vocabulary";

type Card = Schemas["OrganisationCard"];
const leading = ["team_lead", "national_contact_point"];
const day = 24 * 3600_000;

/** Entries that nobody has stood by for four months: whom to write to, and confirming one's own. */
export default function OverduePage() {
  const t = useText();
  const me = useMe();
  const queryClient = useQueryClient();
  const { country } = useSearch({ strict: false }) as Filters;
  const set = useFilters("/directory/overdue");
  const query = useInfiniteQuery(organisationsQuery({ country, confirm: true }));
  const countries = useCountryOptions();
  const edits = (id: string) => me.platform_roles.includes("secretariat") || me.organisations.some((one) => one.id === id && leading.includes(one.role));
  const confirm = useMutation({
    mutationFn: ({ id }: Card) => body(api.POST("/api/v1/organisations/{organisation_id}/confirm", { params: { path: { organisation_id: id } } })),
    onSuccess: (_, row) => toast.done(t("overdue.done", { name: row.acronym || row.name })),
    onError: toast.failed,
    onSettled: () => void queryClient.invalidateQueries({ queryKey: keys.all }),
  });
  const late = ({ confirmation: { confirm_by } }: Card) => {
    if (!confirm_by) return <Badge>{t("confirm.never")}</Badge>;
    const days = Math.max(1, Math.floor((Date.now() - Date.parse(confirm_by)) / day));
    return <Badge tone={days > 60 ? "danger" : "warn"}>{t("overdue.days", { count: days })}</Badge>;
  };
  return (
    <Frame>
      <Intro>{t("overdue.intro")}</Intro>
      <Field label={t("filter.country")} hideLabel className={css.narrow}>
        <Select placeholder={t("filter.country.all")} value={country ?? ""} options={countries} onChange={(one) => set({ country: one || undefined })} />
      </Field>
      <br />
      <Pending query={query} height={320} />
      {query.data && (
        <Table
          caption={t("overdue")}
          rows={query.data.pages.flatMap((page) => page.items)}
          rowKey={(row) => row.id}
          empty={<EmptyState icon={BadgeCheck} title={t("overdue.none")}>{t("overdue.none.detail")}</EmptyState>}
          columns={[
            {
              key: "name",
              header: t("column.name"),
              rowHeader: true,
              cell: (row) => (
                <TwoLines second={row.acronym && row.acronym !== row.name && row.name}>
                  <Link to={`/directory/organisations/${row.id}`}>{row.acronym || row.name}</Link>
                </TwoLines>
              ),
            },
            { key: "country", header: t("filter.country"), wideOnly: true, cell: (row) => row.country && countryName(row.country) },
            { key: "late", header: t("overdue.by"), under: true, cell: late },
            { key: "last", header: t("column.confirmed"), wideOnly: true, cell: ({ confirmation }) => (confirmation.confirmed_at ? <Time at={confirmation.confirmed_at} show="date" /> : "–") },
            { key: "contact", header: t("column.contact"), wideOnly: true, cell: (row) => row.email && <a className={css.key} href={`mailto:${row.email}`}>{row.email}</a> },
            {
              key: "confirm",
              header: "",
              actions: true,
              cell: (row) =>
                edits(row.id) && (
                  <Button size="small" busy={confirm.isPending && confirm.variables.id === row.id} onClick={() => confirm.mutate(row)}>{t("confirm.button")}</Button>
                ),
            },
          ]}
        />
      )}
      <LoadMore query={query} auto />
    </Frame>
  );
}
