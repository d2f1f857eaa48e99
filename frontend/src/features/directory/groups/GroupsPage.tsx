import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Plus, UsersRound } from "lucide-react";
import { useState } from "react";
import { useMay } from "@/api/me";
import { Badge } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Field } from "@/ui/Field";
import { TwoLines } from "@/ui/List";
import { LoadMore } from "@/ui/LoadMore";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Table } from "@/ui/Table";
import { TlpLabel } from "@/ui/TlpLabel";
import { Frame } from "../Frame";
import { groupsQuery } from "../queries";
import { useText } from "../text";
import { Inbox } from "./Inbox";
import { NewGroup } from "./NewGroup";

type Scope = "mine" | "listed" | "invitations";
const scopes = ["mine", "listed", "invitations"] as const;

export default function GroupsPage() {
  const t = useText();
  const navigate = useNavigate();
  const { scope = "mine" } = useSearch({ strict: false }) as { scope?: Scope };
  const may = useMay("identity:group:create");
  const [making, setMaking] = useState(false);
  return (
    <Frame actions={may && <Button variant="primary" icon={Plus} onClick={() => setMaking(true)}>{t("group.new")}</Button>}>
      <Field group hideLabel label={t("scope")}>
        <RadioGroup
          inline
          value={scope}
          onChange={(value) => void navigate({ to: "/directory/groups", search: { scope: value }, replace: true })}
        >
          {scopes.map((one) => (
            <Radio key={one} value={one} label={t(`scope.${one}`)} />
          ))}
        </RadioGroup>
      </Field>
      {scope === "invitations" ? <Inbox /> : <Groups scope={scope} />}
      {making && <NewGroup onClose={() => setMaking(false)} />}
    </Frame>
  );
}

function Groups({ scope }: { scope: "mine" | "listed" }) {
  const t = useText();
  const query = useInfiniteQuery(groupsQuery(scope));
  if (query.isPending) return <Skeleton height={320} />;
  if (query.isError && !query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const rows = query.data.pages.flatMap((page) => page.items);
  return (
    <>
      <Table
        caption={t("groups")}
        rows={rows}
        rowKey={(row) => row.id}
        linked
        empty={<EmptyState icon={UsersRound} title={t("group.none")}>{t("group.none.detail")}</EmptyState>}
        columns={[
          {
            key: "name",
            header: t("group.name"),
            rowHeader: true,
            cell: (row) => (
              <TwoLines second={row.description}>
                <Link to={`/directory/groups/${row.id}`} data-row-link>
                  {row.name}
                </Link>
              </TwoLines>
            ),
          },
          { key: "standing", header: t("column.role"), cell: (row) => <Badge tone={row.standing === "none" ? "neutral" : "accent"}>{t(`standing.${row.standing}`)}</Badge> },
          { key: "joining", header: t("group.joining"), wideOnly: true, cell: (row) => t(`joining.${row.joining}`) },
          { key: "visibility", header: t("group.visibility"), wideOnly: true, cell: (row) => t(`visibility.${row.visibility}`) },
          { key: "label", header: t("group.label"), wideOnly: true, cell: (row) => <TlpLabel label={row.default_label} size="small" /> },
          { key: "count", header: t("group.members"), numeric: true, wideOnly: true, cell: (row) => row.organisations ?? "–" },
        ]}
      />
      <LoadMore query={query} auto />
    </>
  );
}
