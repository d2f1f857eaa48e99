import { useMutation, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Plus, Trash2, FileKey } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import type { Schemas } from "@/api/types";
import { formatDate } from "@/i18n";
import { Badge } from "@/ui/Badge";
import { Banner } from "@/ui/Banner";
import { Button, IconButton } from "@/ui/Button";
import { CopyButton } from "@/ui/CodeBlock";
import { useConfirming } from "@/ui/Confirming";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { Item, List, TwoLines } from "@/ui/List";
import { Card, Row, Stack } from "@/ui/Page";
import { EmptyState } from "@/ui/States";
import { TextArea } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import css from "../Directory.module.css";
import { keys } from "../queries";
import { useText } from "../text";
import type { Organisation } from "../vocabulary";
import { ShowKey } from "./ShowKey";

type Key = Schemas["KeyRead"];
/** As long before its end as a key is usually extended in good time. */
const soon = 45 * 24 * 3600_000;

const ending = (key: Key) => !key.expired && key.expires_at !== null && Date.parse(key.expires_at) - Date.now() < soon;

/** The public keys of an organisation, with their ends, for whoever edits it to add and remove. */
export function KeyList({ organisation }: { organisation: Organisation }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [adding, setAdding] = useState(false);
  const [looking, setLooking] = useState<Key | null>(null);
  const { ask, dialog } = useConfirming();
  const { id, keys: shown, may_edit: edits } = organisation;
  const remove = (key: Key) =>
    ask({
      title: t("keys.remove.title"),
      detail: t("keys.remove.detail", { key: key.user_ids[0] ?? key.fingerprint }),
      confirm: t("keys.remove"),
      act: () =>
        api
          .DELETE("/api/v1/organisations/{organisation_id}/keys/{key_id}", { params: { path: { organisation_id: id, key_id: key.id } } })
          .finally(() => void queryClient.invalidateQueries({ queryKey: keys.organisation(id) })),
    });
  const add = edits && <Button icon={Plus} onClick={() => setAdding(true)}>{t("keys.add")}</Button>;
  const warned = shown.filter((key) => key.expired || ending(key)).length;
  return (
    <Stack>
      {edits && warned > 0 && <Banner tone="warn" icon={KeyRound}>{t("keys.warn", { count: warned })}</Banner>}
      {shown.length === 0 ? (
        <EmptyState icon={KeyRound} title={t("keys.none")} action={add}>{edits && t("keys.none.edit")}</EmptyState>
      ) : (
        <Card flush>
          <List>
            {shown.map((key) => (
              <Item
                key={key.id}
                end={
                  <>
                  {key.expired && <Badge tone="danger">{key.expires_at ? t("keys.expired.on", { date: formatDate(key.expires_at) }) : t("keys.expired")}</Badge>}
                  {!key.expired && <Badge tone={ending(key) ? "warn" : "neutral"}>{key.expires_at ? t("keys.expires", { date: formatDate(key.expires_at) }) : t("keys.forever")}</Badge>}
                  {!key.can_encrypt && <Badge tone="warn">{t("keys.signs")}</Badge>}
                  <CopyButton text={key.fingerprint} label={t("keys.copy")} />
                  <IconButton icon={FileKey} size="small" label={t("keys.show.one", { key: key.user_ids[0] ?? key.fingerprint })} onClick={() => setLooking(key)} />
                  {edits && <IconButton icon={Trash2} size="small" label={t("keys.remove.one", { key: key.user_ids[0] ?? key.fingerprint })} onClick={() => remove(key)} />}
                  </>
                }
              >
                <TwoLines second={key.user_ids.join(", ")}>
                  <code>{key.fingerprint.replace(/(.{4})/g, "$1 ")}</code>
                </TwoLines>
              </Item>
            ))}
          </List>
        </Card>
      )}
      {shown.length > 0 && add && <Row>{add}</Row>}
      {dialog}
      {looking && <ShowKey organisation={organisation} shown={looking} onClose={() => setLooking(null)} />}
      {adding && <AddKey organisation={organisation} onClose={() => setAdding(false)} />}
    </Stack>
  );
}

function AddKey({ organisation, onClose }: { organisation: Organisation; onClose: () => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const [armoured, setArmoured, draft] = useDraft(`organisation:${organisation.id}:key`, "");
  const add = useMutation({
    mutationFn: () => body(api.POST("/api/v1/organisations/{organisation_id}/keys", { params: { path: { organisation_id: organisation.id } }, body: { armoured } })),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: keys.organisation(organisation.id) });
      draft.clear();
      toast.done(t("keys.added"));
      onClose();
    },
  });
  const wrong = isProblem(add.error) ? add.error.fields.armoured : undefined;
  return (
    <FormDialog
      title={t("keys.add")}
      submit={t("keys.add")}
      onClose={onClose}
      onSubmit={() => add.mutate()}
      ready={armoured.trim() !== ""}
      busy={add.isPending}
      error={add.error}
      shown={["armoured"]}
      draft={draft}
    >
      <Field label={t("keys.paste")} hint={t("keys.paste.hint")} error={wrong}>
        <TextArea className={css.mono} rows={8} required spellCheck={false} value={armoured} onChange={(event) => setArmoured(event.target.value)} />
      </Field>
    </FormDialog>
  );
}
