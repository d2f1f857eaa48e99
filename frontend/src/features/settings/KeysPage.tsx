import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { LockKeyholeOpen, Trash2 } from "lucide-react";
import type { FormEvent } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { isProblem } from "@/api/problem";
import { Badge } from "@/ui/Badge";
import { Button, IconButton } from "@/ui/Button";
import { Field, FieldStack } from "@/ui/Field";
import { useConfirming } from "@/ui/Confirming";
import { Item, List, TwoLines } from "@/ui/List";
import { Card, Intro, Row, Stack } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { TextArea } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { confirmed } from "./confirm";
import { ConfirmIdentity } from "./ConfirmIdentity";
import { ownKeysQuery } from "./queries";
import { useText } from "./text";

/** The public keys to which mail to me is encrypted. */
export default function KeysPage() {
  const t = useText();
  const queryClient = useQueryClient();
  const query = useQuery(ownKeysQuery);
  const [armoured, setArmoured, draft] = useDraft("key:new", "");
  const again = () => void queryClient.invalidateQueries({ queryKey: ownKeysQuery.queryKey });
  const add = useMutation({
    mutationFn: () => confirmed(() => body(api.POST("/api/v1/me/keys", { body: { armoured } }))),
    onSuccess: () => {
      draft.clear();
      again();
      toast.done(t("keys.added"));
    },
  });
  const { ask, dialog } = useConfirming();
  const remove = (key_id: string) =>
    ask({
      title: t("keys.remove.title"),
      detail: t(query.data?.length === 1 ? "keys.remove.last" : "keys.remove.detail"),
      confirm: t("keys.remove"),
      act: () => confirmed(() => api.DELETE("/api/v1/me/keys/{key_id}", { params: { path: { key_id } } })).finally(again),
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <Stack>
      <Intro>{t("keys.intro")}</Intro>
      <Pending query={query} compact />
      {query.data?.length === 0 && <EmptyState icon={LockKeyholeOpen} title={t("keys.none")}>{t("keys.none.detail")}</EmptyState>}
      {query.data && query.data.length > 0 && (
        <Card flush>
          <List>
            {query.data.map((key) => (
              <Item key={key.id} end={<IconButton icon={Trash2} label={t("keys.remove")} onClick={() => remove(key.id)} />}>
                <TwoLines
                  second={
                    <>
                      <span>{key.user_ids.join(", ")}</span>
                      {key.expired && <Badge tone="danger">{t("keys.expired")}</Badge>}
                      {!key.expired && key.expires_at && (
                        <span>
                          {t("tokens.expires")} <Time at={key.expires_at} show="date" />
                        </span>
                      )}
                      {!key.expires_at && <span>{t("keys.forever")}</span>}
                    </>
                  }
                >
                  <code aria-label={t("keys.fingerprint")}>{key.fingerprint.replace(/(.{4})/g, "$1 ")}</code>
                </TwoLines>
              </Item>
            ))}
          </List>
        </Card>
      )}
      <form onSubmit={submit}>
        <FieldStack narrow>
          <Field label={t("keys.paste")} error={isProblem(add.error) ? (add.error.fields.armoured ?? add.error.detail) : undefined}>
            <TextArea rows={8} required spellCheck={false} value={armoured} onChange={(event) => setArmoured(event.target.value)} />
          </Field>
          <Row>
            <Button type="submit" variant="primary" busy={add.isPending}>
              {t("keys.add")}
            </Button>
          </Row>
        </FieldStack>
      </form>
      {dialog}
      <ConfirmIdentity />
    </Stack>
  );
}
