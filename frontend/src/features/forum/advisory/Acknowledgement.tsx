import { useQuery, useQueryClient } from "@tanstack/react-query";
import { BellRing, ChevronDown } from "lucide-react";
import { useCallback, useState } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useSending } from "@/api/sending";
import { countryName, formatDate } from "@/i18n";
import { Badge, type Tone } from "@/ui/Badge";
import { Button } from "@/ui/Button";
import { Card } from "@/ui/Page";
import { Refusal } from "@/ui/Refusal";
import { ErrorState, Skeleton } from "@/ui/States";
import { TextInput } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { acknowledgementsQuery, keys } from "../api";
import { changed } from "../feed/merge";
import { inFeeds } from "../feed/news";
import { useText } from "../text";
import { answers, type AcknowledgementStatus, type TeamAnswer, type Topic } from "../types";
import css from "./Advisory.module.css";

const tones: Record<AcknowledgementStatus, Tone> = { acknowledged: "accent", affected: "danger", not_affected: "good", mitigated: "good" };

function Team({ team }: { team: TeamAnswer }) {
  const t = useText();
  const { organisation } = team;
  return (
    <li className={css.team}>
      <span className={css.teamName}>
        {organisation.acronym || organisation.name}
        {organisation.country && <span className={css.country}>{countryName(organisation.country)}</span>}
      </span>
      {team.status && team.answered_at ? (
        <>
          <Badge tone={tones[team.status]}>{t(`answer.${team.status}`)}</Badge>
          <span className={css.when}>
            {team.note && <span className={css.remark}>{team.note}</span>}
            <Time at={team.answered_at} />
          </span>
        </>
      ) : (
        <Badge>{t("answer.none")}</Badge>
      )}
    </li>
  );
}

/** Which teams have answered to an advisory; mine answers with one press. */
export function Acknowledgement({ topic }: { topic: Topic }) {
  const t = useText();
  const client = useQueryClient();
  const query = useQuery(acknowledgementsQuery(topic.id));
  const [open, setOpen] = useState(false);
  const [note, setNote, draft] = useDraft(`topic:${topic.id}:answer`, "");
  const sending = useSending(
    useCallback(
      (wanted: { status: AcknowledgementStatus; note: string; organisation_id: string }, headers) =>
        body(api.POST("/api/v1/topics/{topic_id}/acknowledgements", { params: { path: { topic_id: topic.id } }, body: wanted, headers })),
      [topic.id],
    ),
  );
  const all = query.data;
  if (query.isError) return <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />;
  if (!all) return <Skeleton height={120} />;
  const mine = all.teams.find((team) => team.mine);
  const missing = all.teams.filter((team) => team.status === null);
  const answer = async (status: AcknowledgementStatus) => {
    if (!mine) return;
    const fresh = await sending.run({ status, note: note.trim() || mine.note, organisation_id: mine.organisation.id });
    if (!fresh) return;
    draft.clear();
    client.setQueryData(keys.acknowledgements(topic.id), fresh);
    inFeeds(client, (feed) => changed(feed, topic.id, (card) => ({ ...card, awaiting: false })));
    void client.invalidateQueries({ queryKey: keys.topic(topic.id) });
    void client.invalidateQueries({ queryKey: keys.news });
  };
  const by = topic.acknowledge_by;
  const day = by && formatDate(by, { dateStyle: "long", timeZone: "UTC" });
  return (
    <section aria-label={t("ack.title")} className={css.ack}>
      <Card>
        <div className={css.head}>
          <h2>{t("ack.count", { answered: all.answered, asked: all.asked })}</h2>
          {day && (
            <span className={css.due}>
              <BellRing size={16} aria-hidden />
              {t("ack.by", { date: day })}
            </span>
          )}
        </div>
        <div className={css.meter} role="img" aria-label={t("ack.count", { answered: all.answered, asked: all.asked })}>
          {all.teams.map((team) => (
            <span key={team.organisation.id} data-status={team.status ?? "none"} data-tooltip={team.organisation.name} />
          ))}
        </div>
        <Refusal error={sending.error} />
        {mine && topic.rights.acknowledge && (
          <div className={css.mine}>
            <p className={css.question}>
              {mine.status ? t("ack.mine", { team: mine.organisation.acronym || mine.organisation.name }) : t("ack.ask", { team: mine.organisation.acronym || mine.organisation.name })}
            </p>
            <div className={css.buttons} role="group" aria-label={t("ack.title")}>
              {answers.map((status) => (
                <Button
                  key={status}
                  size="small"
                  aria-pressed={mine.status === status}
                  variant={mine.status === status ? "primary" : "secondary"}
                  busy={sending.busy && mine.status === status}
                  onClick={() => void answer(status)}
                >
                  {t(`answer.${status}`)}
                </Button>
              ))}
            </div>
            <TextInput aria-label={t("ack.note")} placeholder={t("ack.note")} value={note} maxLength={2000} onChange={(event) => setNote(event.target.value)} />
          </div>
        )}
        {missing.length > 0 && (
          <p className={css.missing}>
            <strong>{t("ack.missing")}</strong>{" "}
            {missing.map((team) => team.organisation.acronym || team.organisation.name).join(", ")}
          </p>
        )}
        <Button size="small" variant="quiet" icon={ChevronDown} aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t("ack.less") : t("ack.all")}
        </Button>
        {open && (
          <ul className={css.teams}>
            {all.teams.map((team) => (
              <Team key={team.organisation.id} team={team} />
            ))}
          </ul>
        )}
      </Card>
    </section>
  );
}
