import { useQuery } from "@tanstack/react-query";
import { audienceQuery, type Audience } from "@/api/audience";
import { useShellText } from "@/i18n";
import type { Tlp } from "./TlpLabel";

/** The numbers in a sentence: "9 teams in 7 countries, 41 people". */
export function useAudienceSentence(): (audience: Audience) => string {
  const t = useShellText();
  return (audience) => {
    const { people, organisations, countries, includes_constituents: wider, named } = audience;
    if (audience.token.startsWith("named")) {
      return t("audience.named", { people, names: named.map((one) => one.name).join("; ") });
    }
    if (audience.token === "public") return t("audience.public");
    const counted = t("audience.counted", { organisations, countries, people });
    return wider ? t("audience.constituents", { counted }) : counted;
  };
}

export interface AudienceWordsProps {
  label: Tlp;
  /** Null where the group is not mine to know: then only what the label means is said. */
  group: string | null;
  recipients: string[];
  /** Of what is there already; else of what is about to be sent. */
  now?: boolean;
}

/** Who will be able to read it, said before it is sent; with `now`, who can. */
export function AudienceWords({ label, group, recipients, now = false }: AudienceWordsProps) {
  const t = useShellText();
  const sentence = useAudienceSentence();
  const meaning = {
    "TLP:CLEAR": t("tlp.clear"),
    "TLP:GREEN": t("tlp.green"),
    "TLP:AMBER": t("tlp.amber"),
    "TLP:AMBER+STRICT": t("tlp.strict"),
    "TLP:RED": t("tlp.red"),
  }[label];
  const alone = label === "TLP:RED" && recipients.length === 0;
  const query = useQuery({ ...audienceQuery(label, group ?? "", recipients), enabled: group !== null && !alone });
  if (alone) return <span>{t("audience.nobody")}</span>;
  if (group === null || query.isError) return <span>{meaning}</span>;
  if (!query.data) return <span>{t("audience.counting")}</span>;
  return <span>{t(now ? "audience.read.now" : "audience.read", { audience: sentence(query.data) })}</span>;
}
