import type { UseQueryResult } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { UserPlus } from "lucide-react";
import { countryName } from "@/i18n";
import { Avatar } from "@/ui/Avatar";
import { Badge } from "@/ui/Badge";
import { LinkButton } from "@/ui/Button";
import { Row } from "@/ui/Page";
import { ErrorState, Skeleton } from "@/ui/States";
import { useText } from "../text";
import type { GroupMember } from "../types";
import css from "./Groups.module.css";

export interface MembersProps {
  query: UseQueryResult<GroupMember[]>;
  /** The group, for its stewards: they invite, admit, remove and make stewards in the directory. */
  manage?: string;
  /** How many ask to join. */
  asking?: number;
}

/** Teams and persons of a group; a team's people are all in it. */
export function Members({ query, manage, asking = 0 }: MembersProps) {
  const t = useText();
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (!query.data) return <Skeleton lines={6} />;
  const list = (
    <ul className={css.members}>
      {query.data.map((member) => {
        const { organisation, person } = member;
        const name = organisation?.name ?? person?.name ?? "";
        const country = organisation?.country ?? person?.organisations[0]?.country;
        const to = organisation ? `/directory/organisations/${organisation.id}` : `/directory/people/${person?.id}`;
        return (
          <li key={member.id} className={css.member}>
            <Avatar name={organisation?.acronym || name} country={country} decorative />
            <span className={css.memberName}>
              <Link to={to}>{name}</Link>
              <span className={css.small}>{country ? countryName(country) : organisation ? "" : t("group.person")}</span>
            </span>
            {member.steward && <Badge tone="accent">{t("group.steward")}</Badge>}
          </li>
        );
      })}
    </ul>
  );
  if (!manage) return list;
  return (
    <>
      <Row>
        <LinkButton to={`/directory/groups/${manage}`} icon={UserPlus}>
          {t("group.manage")}
        </LinkButton>
        {asking > 0 && <Badge tone="accent">{t("group.asking", { count: asking })}</Badge>}
      </Row>
      <br />
      {list}
    </>
  );
}
