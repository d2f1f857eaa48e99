import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { api, body } from "@/api/client";
import { useMay } from "@/api/me";
import { duration } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Item, List } from "@/ui/List";
import { Card, Intro, Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { Time } from "@/ui/Time";
import { keys } from "../queries";
import { useText } from "../text";
import type { Organisation } from "../vocabulary";

const few = 5;

/** Whether somebody reads this team's mailbox: the contact tests that it was asked to answer, the latest first. */
export function ContactTests({ organisation }: { organisation: Organisation }) {
  const t = useText();
  const tests = useMay("directory:contact_test:run");
  const { id, email } = organisation;
  const query = useQuery({
    queryKey: [...keys.organisation(id), "contact-tests"],
    queryFn: ({ signal }) => body(api.GET("/api/v1/organisations/{organisation_id}/contact-tests", { params: { path: { organisation_id: id } }, signal })),
  });
  const all = query.data ?? [];
  if (email === "" && all.length === 0) return null;
  const answered = all.filter((one) => one.seconds !== null).length;
  return (
    <Section title={t("tests.title")} actions={tests && <Link to="/administration/tests">{t("tests.all")}</Link>}>
      <Pending query={query} compact lines={2} />
      {all.length > 0 && <Intro>{t("tests.count", { answered, asked: all.length })}</Intro>}
      {query.data && (
        <Card flush={all.length > 0}>
          {all.length === 0 ? (
            <p>{t("tests.none")}</p>
          ) : (
            <List label={t("tests.title")}>
              {all.slice(0, few).map((one) => (
                <Item
                  key={one.test_id}
                  end={<Badge tone={one.seconds !== null ? "good" : one.closed ? "danger" : "warn"}>{one.seconds !== null ? t("tests.after", { time: duration(one.seconds) }) : t(one.closed ? "tests.silent" : "tests.waiting")}</Badge>}
                >
                  <Time at={one.sent_at} show="date" />
                </Item>
              ))}
            </List>
          )}
        </Card>
      )}
    </Section>
  );
}
