import { Link } from "@tanstack/react-router";
import { formatDate } from "@/i18n";
import { Avatar } from "@/ui/Avatar";
import { Badge } from "@/ui/Badge";
import { CopyButton } from "@/ui/CodeBlock";
import { DescriptionList } from "@/ui/DescriptionList";
import { Item, List, TwoLines } from "@/ui/List";
import { Card, Row, Section } from "@/ui/Page";
import { EmptyState } from "@/ui/States";
import { Time } from "@/ui/Time";
import css from "../Directory.module.css";
import { useText } from "../text";
import { rfcSections, type Organisation } from "../vocabulary";

const confidences = ["high", "low"] as const;
/** What a source lists a team as: said where it is finer than the kind. */
const finerKinds = ["military", "police", "subnational"] as const;
const plainKinds = ["national", "sectoral", "government", "academic"];

interface Props {
  organisation: Organisation;
}

/** Only web addresses become links: the directory holds what others typed. */
function Web({ address }: { address: string }) {
  return /^https?:\/\//.test(address) ? (
    <a href={address} target="_blank" rel="noreferrer noopener" className={css.key}>
      {address.replace(/^https?:\/\/|\/$/g, "")}
    </a>
  ) : (
    <>{address}</>
  );
}

export function About({ organisation }: Props) {
  const t = useText();
  const membership = (value: boolean | null) => t(value === null ? "member.unknown" : value ? "member.yes" : "member.no");
  const telephone = (number: string) => number && <a href={`tel:${number.replace(/[^+\d]/g, "")}`}>{number}</a>;
  const { confirmation, email, telephone: calls, emergency_telephone: emergencies, website } = organisation;
  const confidence = confidences.find((one) => one === organisation.confidence);
  const finer = finerKinds.find((one) => one === organisation.listed_as);
  // A heading among the partners stays as the work plan has it.
  const listed = finer ? t(`listed.${finer}`) : !plainKinds.includes(organisation.listed_as) && organisation.listed_as;
  const reachable = [email, calls, emergencies, website].some((one) => one !== "");
  return (
    <>
      <Section title={t("contacts")} framed>
        {reachable ? (
          <DescriptionList
            items={[
              {
                term: t("email"),
                value: organisation.email && (
                  <Row>
                    <a href={`mailto:${organisation.email}`} className={css.key}>{organisation.email}</a>
                    <CopyButton text={organisation.email} />
                  </Row>
                ),
              },
              { term: t("telephone"), value: telephone(organisation.telephone) },
              { term: t("emergency"), value: telephone(organisation.emergency_telephone) },
              { term: t("website"), value: organisation.website && <Web address={organisation.website} /> },
            ]}
          />
        ) : (
          <p>{t("contacts.none")}</p>
        )}
      </Section>
      <Section title={t("about")} framed>
        <DescriptionList
          items={[
            { term: t("constituency"), value: organisation.constituency },
            { term: t("established"), value: organisation.established_year && String(organisation.established_year) },
            { term: t("first"), value: membership(organisation.first_member) },
            { term: t("csirtamericas"), value: membership(organisation.csirtamericas_member) },
            { term: t("communities"), value: organisation.communities.map((one) => t(`community.${one}`)).join(", ") },
            { term: t("parent"), value: organisation.parent && <Link to={`/directory/organisations/${organisation.parent.id}`}>{organisation.parent.name}</Link> },
            {
              term: t("constituents"),
              value:
                organisation.constituents.length > 0 &&
                organisation.constituents.map((one) => (
                  <div key={one.id}>
                    <Link to={`/directory/organisations/${one.id}`}>{one.name}</Link>
                  </div>
                )),
            },
            { term: t("listed"), value: listed },
            { term: t("source"), value: organisation.source_url && <Web address={organisation.source_url} /> },
            { term: t("confidence"), value: confidence && t(`confidence.${confidence}`) },
            {
              term: t("column.confirmed"),
              value: confirmation.confirmed_at ? (
                <>
                  <Time at={confirmation.confirmed_at} show="date" />
                  {confirmation.confirm_by && `. ${t("confirm.next", { date: formatDate(confirmation.confirm_by, { dateStyle: "medium", timeZone: "UTC" }) })}`}
                </>
              ) : (
                t("confirm.never")
              ),
            },
          ].map((item) => ({ ...item, value: item.value || null }))}
        />
      </Section>
    </>
  );
}

export function People({ organisation }: Props) {
  const t = useText();
  if (organisation.members.length === 0) return <EmptyState title={t("people.none")} />;
  return (
    <Card flush>
      <List>
        {organisation.members.map(({ person, role }) => (
          <Item key={person.id} end={<Badge>{t(`role.${role}`)}</Badge>}>
            <TwoLines start={<Avatar name={person.name} decorative />} second={person.title}>
              <Link to={`/directory/people/${person.id}`}>{person.name}</Link>
            </TwoLines>
          </Item>
        ))}
      </List>
    </Card>
  );
}

/** The team's description of itself, in the order of RFC 2350. */
export function Rfc({ organisation }: Props) {
  const t = useText();
  const filled = rfcSections.filter((section) => organisation.rfc2350[section]);
  if (filled.length === 0) return <EmptyState title={t("rfc.none")} />;
  return (
    <>
      {filled.map((section) => (
        <Section key={section} title={t(`rfc.${section}`)}>
          <p className={css.intro}>{organisation.rfc2350[section]}</p>
        </Section>
      ))}
    </>
  );
}
