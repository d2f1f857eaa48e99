import { Link } from "@tanstack/react-router";
import { LinkButton } from "@/ui/Button";
import { Item, List, TwoLines } from "@/ui/List";
import { Section } from "@/ui/Page";
import { partialDate } from "../dates";
import { useText } from "../text";
import { titles, type Edition, type Ref } from "../vocabulary";

/** What it takes the place of, and what took its place. */
export function Neighbours({ edition }: { edition: Edition }) {
  const t = useText();
  if (edition.supersedes.length + edition.superseded_by.length === 0) return null;
  const line = (one: Ref, how: string, search: { former: string; later: string }) => (
    <Item
      key={one.id}
      end={
        <LinkButton size="small" to="/strategies/differences" search={search}>
          {t("differences.open")}
        </LinkButton>
      }
    >
      <TwoLines second={[how, partialDate(one.adopted)].filter(Boolean).join(" · ")}>
        <Link to={`/strategies/editions/${one.id}`}>{titles(one)[0]}</Link>
      </TwoLines>
    </Item>
  );
  return (
    <Section title={t("succession")} framed flush>
      <List label={t("succession")}>
        {edition.superseded_by.map((one) => line(one, t("field.superseded_by"), { former: edition.id, later: one.id }))}
        {edition.supersedes.map((one) => line(one, t("field.supersedes"), { former: one.id, later: edition.id }))}
      </List>
    </Section>
  );
}
