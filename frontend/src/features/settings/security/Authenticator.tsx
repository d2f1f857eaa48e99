import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, body } from "@/api/client";
import { meQuery, useMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { CodeBlock } from "@/ui/CodeBlock";
import { useConfirming } from "@/ui/Confirming";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { Line } from "@/ui/List";
import { Section } from "@/ui/Page";
import { TextInput } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { confirmed } from "../confirm";
import css from "../Settings.module.css";
import { useText } from "../text";

export function Authenticator({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const t = useText();
  const { totp, passkeys } = useMe();
  const queryClient = useQueryClient();
  const [code, setCode] = useState("");
  const again = () => void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  const start = useMutation({ mutationFn: () => confirmed(() => body(api.POST("/api/v1/me/totp"))), onError: toast.failed });
  const finish = useMutation({
    mutationFn: () => body(api.POST("/api/v1/me/totp/confirm", { body: { code: code.trim() } })),
    onSuccess: (made) => {
      start.reset();
      setCode("");
      again();
      toast.done(t("totp.done"));
      if (made.recovery_codes.length > 0) onCodes(made.recovery_codes);
    },
  });
  const { ask, dialog } = useConfirming();
  const remove = () =>
    ask({
      title: t("totp.remove.title"),
      detail: t(passkeys > 0 ? "totp.remove.detail" : "totp.remove.last"),
      confirm: t("totp.remove"),
      act: () => confirmed(() => api.DELETE("/api/v1/me/totp")).finally(again),
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    finish.mutate();
  };
  return (
    <Section title={t("totp")} framed flush>
      <Line
        end={
          <>
            {totp && (
              <Button size="small" variant="quiet" onClick={remove}>
                {t("totp.remove")}
              </Button>
            )}
            <Button size="small" busy={start.isPending} onClick={() => start.mutate()}>
              {totp ? t("totp.replace") : t("totp.add")}
            </Button>
          </>
        }
      >
        {totp ? t("totp.on") : t("totp.off")}
      </Line>
      {dialog}
      <Dialog open={start.isSuccess} onClose={() => start.reset()} title={t("totp.add")} size="small">
        {start.data && (
          <form onSubmit={submit}>
            <FieldStack>
              <p>{t("totp.scan")}</p>
              <img className={css.qr} alt={t("totp.qr")} src={`data:image/svg+xml,${encodeURIComponent(start.data.qr_svg)}`} />
              <details>
                <summary>{t("totp.secret")}</summary>
                <CodeBlock label={t("totp.secret")} code={start.data.secret} wrap />
              </details>
              <Field label={t("totp.code")} error={isProblem(finish.error) ? finish.error.detail : undefined}>
                <TextInput className={css.code} required inputMode="numeric" autoComplete="one-time-code" maxLength={7} value={code} onChange={(event) => setCode(event.target.value)} />
              </Field>
              <Button type="submit" variant="primary" wide busy={finish.isPending}>
                {t("continue")}
              </Button>
            </FieldStack>
          </form>
        )}
      </Dialog>
    </Section>
  );
}
