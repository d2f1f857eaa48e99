import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeySquare, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { useMe } from "@/api/me";
import { Button, IconButton } from "@/ui/Button";
import { Checkbox } from "@/ui/Choice";
import { CodeBlock } from "@/ui/CodeBlock";
import { useConfirming } from "@/ui/Confirming";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { Item, List, TwoLines } from "@/ui/List";
import { Card, Intro, Row } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { EmptyState } from "@/ui/States";
import { Select, TextInput } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { confirmed } from "./confirm";
import { ConfirmIdentity } from "./ConfirmIdentity";
import { tokensQuery } from "./queries";
import { Used } from "./Used";
import css from "./Settings.module.css";
import { useText } from "./text";

export default function TokensPage() {
  const t = useText();
  const queryClient = useQueryClient();
  const query = useQuery(tokensQuery);
  const [making, setMaking] = useState(false);
  const { ask, dialog } = useConfirming();
  const revoke = ({ id: token_id, name }: { id: string; name: string }) =>
    ask({
      title: t("tokens.revoke.title", { name }),
      detail: t("tokens.revoke.detail"),
      confirm: t("tokens.revoke.confirm"),
      act: () =>
        confirmed(() => api.DELETE("/api/v1/me/api-tokens/{token_id}", { params: { path: { token_id } } })).finally(
          () => void queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey }),
        ),
    });
  const create = (
    <Button icon={Plus} onClick={() => setMaking(true)}>
      {t("tokens.new")}
    </Button>
  );
  return (
    <>
      <Intro>{t("tokens.intro")}</Intro>
      <Pending query={query} compact />
      {query.data?.length === 0 && (
        <EmptyState icon={KeySquare} title={t("tokens.none")} action={create}>
          {t("tokens.none.detail")}
        </EmptyState>
      )}
      {query.data && query.data.length > 0 && <Row className={css.above}>{create}</Row>}
      {query.data && query.data.length > 0 && (
        <Card flush>
          <List>
            {query.data.map((token) => (
              <Item key={token.id} end={<IconButton icon={Trash2} label={t("tokens.revoke", { name: token.name })} onClick={() => revoke(token)} />}>
                <TwoLines
                  second={
                    <>
                      <span>
                        {t("tokens.expires")} <Time at={token.expires_at} show="date" />
                      </span>
                      <Used at={token.used_at} />
                    </>
                  }
                >
                  <strong>{token.name}</strong>
                  <code>{token.scopes.join(" ")}</code>
                </TwoLines>
              </Item>
            ))}
          </List>
        </Card>
      )}
      {making && <NewToken onClose={() => setMaking(false)} />}
      {dialog}
      <ConfirmIdentity />
    </>
  );
}

function NewToken({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { permissions } = useMe();
  const queryClient = useQueryClient();
  const [name, setName, draft] = useDraft("token:new", "");
  const [days, setDays] = useState("90");
  const [scopes, setScopes] = useState<string[]>(permissions.filter((one) => one.endsWith(":read")));
  const make = useMutation({
    mutationFn: () => confirmed(() => body(api.POST("/api/v1/me/api-tokens", { body: { name, scopes, expires_in_days: Number(days) } }))),
    onSuccess: () => {
      draft.clear();
      void queryClient.invalidateQueries({ queryKey: tokensQuery.queryKey });
    },
  });
  if (make.data) {
    return (
      <Dialog open insist onClose={onClose} title={t("tokens.new")} actions={<Button variant="primary" onClick={onClose}>{t("recovery.done")}</Button>}>
        <Intro>{t("tokens.once")}</Intro>
        <CodeBlock label={make.data.name} code={make.data.token} wrap />
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t("tokens.new")}
      submit={t("tokens.create")}
      onClose={onClose}
      onSubmit={() => make.mutate()}
      ready={scopes.length > 0}
      busy={make.isPending}
      error={make.error}
      draft={draft}
    >
      <Field label={t("tokens.name")}>
        <TextInput required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
      </Field>
      <Field label={t("tokens.days")}>
        <Select value={days} onChange={setDays} options={[30, 90, 180, 365].map((count) => ({ value: String(count), label: t("tokens.days.count", { count }) }))} />
      </Field>
      <Field group label={t("tokens.scopes")} error={scopes.length === 0 ? t("tokens.scopes.none") : undefined}>
        <div className={css.scopes}>
          {[...permissions].sort().map((scope) => (
            <Checkbox
              key={scope}
              label={<code>{scope}</code>}
              checked={scopes.includes(scope)}
              onChange={(on) => setScopes((now) => (on ? [...now, scope] : now.filter((one) => one !== scope)))}
            />
          ))}
        </div>
      </Field>
    </FormDialog>
  );
}
