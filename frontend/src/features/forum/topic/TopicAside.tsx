import { Link } from "@tanstack/react-router";
import { countryName, formatDate, languageName } from "@/i18n";
import { AudienceWords } from "@/ui/AudienceWords";
import { Avatar } from "@/ui/Avatar";
import { SubscriptionMenu } from "../groups/SubscriptionMenu";
import { useText } from "../text";
import type { Topic } from "../types";
import css from "./Topic.module.css";

/** Beside the posts: who can read them, how much I hear, where it comes from. */
export function TopicAside({ topic }: { topic: Topic }) {
  const t = useText();
  const source = topic.organisation;
  return (
    <div className={css.aside}>
      <section>
        <h2>{t("aside.readers")}</h2>
        <p>
          <AudienceWords now label={topic.label} group={topic.group?.id ?? null} recipients={topic.recipients.map((one) => one.id)} />
        </p>
        {topic.published && <p>{t("aside.published")}</p>}
      </section>
      {topic.recipients.length > 0 && (
        <section>
          <h2>{t("aside.recipients")}</h2>
          <ul className={css.people}>
            {topic.recipients.map((person) => (
              <li key={person.id}>
                <Avatar name={person.name} size={24} decorative />
                <Link to={`/directory/people/${person.id}`}>{person.name}</Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h2>{t("aside.hear")}</h2>
        <SubscriptionMenu place={`topic:${topic.id}`} />
      </section>
      {source && (
        <section>
          <h2>{t("aside.source")}</h2>
          <p>
            <Link to={`/directory/organisations/${source.id}`}>{source.name}</Link>
            {source.country && <br />}
            {source.country && countryName(source.country)}
          </p>
        </section>
      )}
      {(topic.language || topic.review_on) && (
        <section>
          <h2>{t("aside.more")}</h2>
          {topic.language && <p>{t("aside.language", { language: languageName(topic.language) })}</p>}
          {topic.review_on && (
            <p>{t("practice.review", { date: formatDate(topic.review_on, { dateStyle: "long", timeZone: "UTC" }) })}</p>
          )}
        </section>
      )}
    </div>
  );
}
