import { DescriptionList } from "@/ui/DescriptionList";
import { Card } from "@/ui/Page";
import { SeverityBadge } from "../SeverityBadge";
import { useText } from "../text";
import type { Topic } from "../types";
import css from "./Advisory.module.css";

/** What an advisory says beside its text. */
export function AdvisoryFacts({ topic }: { topic: Topic }) {
  const t = useText();
  return (
    <section aria-label={t("advisory.facts")} className={css.facts}>
      <Card>
        <DescriptionList
          items={[
            { term: t("advisory.severity"), value: topic.severity && <SeverityBadge severity={topic.severity} /> },
            { term: t("advisory.cvss"), value: topic.cvss_vector && <code className={css.vector}>{topic.cvss_vector}</code> },
            {
              term: t("advisory.products"),
              value: topic.products.length > 0 && (
                <ul>
                  {topic.products.map((product) => (
                    <li key={product}>{product}</li>
                  ))}
                </ul>
              ),
            },
            {
              term: t("advisory.cves"),
              value: topic.cves.length > 0 && (
                <ul className={css.cves}>
                  {topic.cves.map((id) => (
                    <li key={id}>
                      <a href={`https://www.cve.org/CVERecord?id=${id}`} target="_blank" rel="noreferrer noopener">
                        {id}
                      </a>
                    </li>
                  ))}
                </ul>
              ),
            },
          ].map((item) => ({ ...item, value: item.value || null }))}
        />
      </Card>
    </section>
  );
}
