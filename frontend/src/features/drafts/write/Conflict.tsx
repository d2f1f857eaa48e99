import { GitCompareArrows } from "lucide-react";
import { useMemo, useState } from "react";
import { formatDate } from "@/i18n";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { Difference } from "@/ui/Difference";
import { difference } from "@/ui/diff";
import { Row } from "@/ui/Page";
import { toast } from "@/ui/Toast";
import { useText } from "../text";
import type { Draft } from "../types";
import type { Theirs } from "./saving";
import type { Writing } from "./useWriting";
import css from "./Write.module.css";

export interface ConflictProps {
  draft: Draft;
  theirs: Theirs;
  writing: Writing;
}

/** Two people have written the same section: the other's text above one's own, which stays to be changed, and the choice. */
export function Conflict({ draft, theirs, writing }: ConflictProps) {
  const t = useText();
  const [marked, setMarked] = useState(true);
  const changes = useMemo(() => difference(theirs.body, writing.body), [theirs.body, writing.body]);
  const who = [draft.author, ...draft.editors].find((one) => one?.id === theirs.edited_by)?.name ?? t("somebody");
  const take = () => {
    const mine = writing.takeTheirs();
    if (mine) toast.say(t("conflict.taken"), { label: t("conflict.back"), run: () => writing.write({ title: mine.title, body: mine.body }) });
  };
  return (
    <div className={css.conflict} role="alert">
      <Banner tone="warn" icon={GitCompareArrows}>
        <strong>{t("conflict.title", { name: who, time: theirs.edited_at ? formatDate(theirs.edited_at, { timeStyle: "short" }) : "" })}</strong>
        <p>{t("conflict.detail")}</p>
      </Banner>
      <section aria-label={t("conflict.theirs")} className={css.theirs}>
        <Row>
          <h3>{marked ? t("conflict.marked") : t("conflict.theirs")}</h3>
          <Button size="small" variant="quiet" aria-pressed={!marked} onClick={() => setMarked(!marked)}>
            {t("conflict.plain")}
          </Button>
        </Row>
        {marked ? <Difference changes={changes} /> : <Difference changes={[{ kind: "same", text: theirs.body }]} />}
        <Row>
          <Button onClick={take}>{t("conflict.take")}</Button>
          <Button variant="primary" busy={writing.standing === "saving"} onClick={() => void writing.save(theirs.version)}>
            {t("conflict.keep")}
          </Button>
        </Row>
      </section>
    </div>
  );
}
