import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { BookOpenText, Users } from "lucide-react";
import { useMaybeMe } from "@/api/me";
import { Badge } from "@/ui/Badge";
import { Banner } from "@/ui/Banner";
import { Item, List, TwoLines } from "@/ui/List";
import { Page, Row, Section, Stack } from "@/ui/Page";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Documents } from "../document/Documents";
import { Propose } from "../edition/Propose";
import { Live } from "../Live";
import { nameIn, placeQuery } from "../queries";
import { useText } from "../text";
import type { Subregion } from "../vocabulary";
import { Timeline } from "./Timeline";

/** Everything about one state or body: its editions in time, whether a strategy was found, its teams. */
export default function PlacePage() {
  const t = useText();
  const { code = "" } = useParams({ strict: false }) as { code?: string };
  const query = useQuery(placeQuery(code));
  const me = useMaybeMe();
  const trail = [{ to: "/strategies", label: t("title") }];
  if (query.isError && !query.data) return <Page title={code} trail={trail}><ErrorState error={query.error} onRetry={() => void query.refetch()} /></Page>;
  if (!query.data) return <Page title={code} trail={trail}><Skeleton height={400} /></Page>;
  const place = query.data;
  return (
    <Page title={nameIn(place, t.locale) ?? code} trail={trail} actions={<Propose place={code} />}>
      {me && <Live />}
      <Stack>
        <Row>
          <Badge>{t(`subregion.${place.subregion as Subregion}`)}</Badge>
          {place.standing && <Badge tone={place.standing === "in_force" ? "good" : "neutral"}>{t(`standing.${place.standing}`)}</Badge>}
        </Row>
        {place.strategy_found === false && <Banner icon={BookOpenText}>{t(place.standing === "in_preparation" ? "place.preparing" : "place.none")}</Banner>}
        <Section title={t("place.timeline")}>
          {place.timeline.length > 0 ? <Timeline editions={place.timeline} succession={place.succession} /> : <EmptyState icon={BookOpenText} title={t("place.nothing")} />}
        </Section>
        <Documents place={code} />
        {place.kind === "state" && place.member && (
          <Section title={t("place.teams")} framed flush={place.teams.length > 0}>
            {place.teams.length > 0 ? (
              <List label={t("place.teams")}>
                {place.teams.map((team) => (
                  <Item key={team.id}>
                    <TwoLines start={<Users size={18} aria-hidden />} second={team.acronym ? team.name : undefined}>
                      <Link to={`/directory/organisations/${team.id}`}>{team.acronym || team.name}</Link>
                    </TwoLines>
                  </Item>
                ))}
              </List>
            ) : (
              <p>{t(place.teams_shown ? "place.teams.none" : "place.teams.hidden")}</p>
            )}
          </Section>
        )}
      </Stack>
    </Page>
  );
}
