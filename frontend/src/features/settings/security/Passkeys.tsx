import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { KeyRound, Trash2 } from "lucide-react";
import { useState } from "react";
import { api } from "@/api/client";
import { useDraft } from "@/api/drafts";
import { meQuery } from "@/api/me";
import { Button, IconButton } from "@/ui/Button";
import { useConfirming } from "@/ui/Confirming";
import { Field } from "@/ui/Field";
import { FormDialog } from "@/ui/FormDialog";
import { Item, Line, List, TwoLines } from "@/ui/List";
import { Section } from "@/ui/Page";
import { Pending } from "@/ui/Pending";
import { TextInput } from "@/ui/TextInput";
import { Time } from "@/ui/Time";
import { toast } from "@/ui/Toast";
import { confirmed } from "../confirm";
import { passkeysQuery } from "../queries";
import { useText } from "../text";
import { Used } from "../Used";
import { addPasskey, PasskeyDismissed, passkeysSupported } from "../webauthn";

export function Passkeys({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const t = useText();
  const queryClient = useQueryClient();
  const query = useQuery(passkeysQuery);
  const [adding, setAdding] = useState(false);
  const [name, setName, draft] = useDraft("passkey:new", "");
  const { ask, dialog } = useConfirming();
  const again = () => {
    void queryClient.invalidateQueries({ queryKey: passkeysQuery.queryKey });
    void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  };
  const add = useMutation({
    mutationFn: () => confirmed(() => addPasskey(name.trim())),
    onSuccess: (codes) => {
      setAdding(false);
      draft.clear();
      again();
      if (codes.length > 0) onCodes(codes);
      toast.done(t("passkeys.added"));
    },
  });
  const remove = ({ id: passkey_id, name: called }: { id: string; name: string }) =>
    ask({
      title: t("passkeys.remove.title", { name: called }),
      detail: t(query.data?.length === 1 ? "passkeys.remove.last" : "passkeys.remove.detail"),
      confirm: t("passkeys.remove.confirm"),
      act: () => confirmed(() => api.DELETE("/api/v1/me/passkeys/{passkey_id}", { params: { path: { passkey_id } } })).finally(again),
    });
  const dismissed = add.error instanceof PasskeyDismissed;
  return (
    <Section
      title={t("passkeys")}
      actions={
        <Button size="small" icon={KeyRound} disabled={!passkeysSupported} onClick={() => setAdding(true)}>
          {t("passkeys.add")}
        </Button>
      }
      framed
      flush
    >
      <Line>{passkeysSupported ? t("passkeys.intro") : t("passkeys.unsupported")}</Line>
      {!query.data && (
        <Line>
          <Pending query={query} compact lines={1} />
        </Line>
      )}
      <List>
        {query.data?.length === 0 && <Item>{t("passkeys.none")}</Item>}
        {query.data?.map((passkey) => (
          <Item
            key={passkey.id}
            end={<IconButton icon={Trash2} size="small" label={t("passkeys.remove", { name: passkey.name })} onClick={() => remove(passkey)} />}
          >
            <TwoLines
              second={
                <>
                  <span>
                    {t("created")} <Time at={passkey.created_at} show="date" />
                  </span>
                  <Used at={passkey.used_at} />
                </>
              }
            >
              <strong>{passkey.name}</strong>
            </TwoLines>
          </Item>
        ))}
      </List>
      {adding && (
        <FormDialog
          size="small"
          title={t("passkeys.add")}
          submit={t("continue")}
          onClose={() => setAdding(false)}
          onSubmit={() => add.mutate()}
          busy={add.isPending}
          error={dismissed ? null : add.error}
        >
          <Field label={t("passkeys.name")} hint={t("passkeys.name.hint")} error={dismissed ? t("passkeys.dismissed") : undefined}>
            <TextInput required maxLength={120} value={name} onChange={(event) => setName(event.target.value)} />
          </Field>
        </FormDialog>
      )}
      {dialog}
    </Section>
  );
}
