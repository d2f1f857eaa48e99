import { Link } from "@tanstack/react-router";
import { Item, List, TwoLines } from "@/ui/List";
import { Section } from "@/ui/Page";
import { partialDate } from "../dates";
import { useText } from "../text";
import { titles, type Edition, type Ref } from "../vocabulary";

/** What it takes the place of, and what took its place. */
export function Neighbours({ edition }: { edition: Edition }) {
  const t = useText();
  if (edition.supersedes.length + edition.superseded_by.length === 0) return null;
  const line = (one: Ref, how: string) => (
    <Item key={one.id}>
      <TwoLines second={[how, partialDate(one.adopted)].filter(Boolean).join(" · ")}>
        <Link to={`/strategies/editions/${one.id}`}>{titles(one)[0]}</Link>
      </TwoLines>
    </Item>
  );
  return (
    <Section title={t("succession")} framed flush>
      <List label={t("succession")}>
        {edition.superseded_by.map((one) => line(one, t("field.superseded_by")))}
        {edition.supersedes.map((one) => line(one, t("field.supersedes")))}
      </List>
    </Section>
  );
}
