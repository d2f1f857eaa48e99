import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState, type FormEvent } from "react";
import { api } from "@/api/client";
import { useMe } from "@/api/me";
import { Button } from "@/ui/Button";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { Refusal } from "@/ui/Refusal";
import { PasswordInput, TextInput } from "@/ui/TextInput";
import { offerConfirmation } from "./confirm";
import css from "./Settings.module.css";
import { useText } from "./text";
import { assertPasskey, PasskeyDismissed, passkeysSupported } from "./webauthn";

const none = { password: "", code: "" };

/** Asks for a fresh proof of who is there when the server wants one, over what the person was doing. */
export function ConfirmIdentity() {
  const t = useText();
  const { passkeys, totp, demonstration } = useMe();
  const [open, setOpen] = useState(false);
  // Whoever has a passkey confirms with that: the server takes nothing else from them.
  const way = passkeys === 0 ? "password" : passkeysSupported ? "passkey" : "elsewhere";
  const [secrets, setSecrets] = useState(none);
  const answer = useRef<(proved: boolean) => void>(undefined);
  const ask = useCallback(() => {
    setOpen(true);
    return new Promise<boolean>((resolve) => (answer.current = resolve));
  }, []);
  useEffect(() => offerConfirmation(ask), [ask]);
  const prove = useMutation({
    mutationFn: async () => {
      // Where there is an authenticator, the server takes the password with a code only.
      const proof = way === "passkey" ? { credential: await assertPasskey() } : { password: secrets.password, code: totp ? secrets.code.trim() : null };
      await api.POST("/api/v1/me/confirm", { body: proof });
    },
    onSuccess: () => finish(true),
  });
  const finish = (proved: boolean) => {
    setOpen(false);
    setSecrets(none);
    prove.reset();
    answer.current?.(proved);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate();
  };
  return (
    <Dialog open={open} onClose={() => finish(false)} title={t("confirm.title")} size="small" variant="sheet">
      <form onSubmit={submit}>
        <FieldStack>
          <p>{demonstration ? t("confirm.demonstration") : t(`confirm.${way}`)}</p>
          {prove.error instanceof PasskeyDismissed ? <p role="alert" className={css.problem}>{t("confirm.dismissed")}</p> : <Refusal error={prove.error} />}
          {way === "password" && (
            <Field label={t("password.current")}>
              <PasswordInput required value={secrets.password} onChange={(event) => setSecrets({ ...secrets, password: event.target.value })} />
            </Field>
          )}
          {way === "password" && totp && (
            <Field label={t("totp.code")} hint={t("confirm.code.hint")}>
              <TextInput
                className={css.code}
                required
                inputMode="numeric"
                autoComplete="one-time-code"
                maxLength={7}
                value={secrets.code}
                onChange={(event) => setSecrets({ ...secrets, code: event.target.value })}
              />
            </Field>
          )}
          {way !== "elsewhere" && (
            <Button type="submit" variant="primary" busy={prove.isPending} wide>
              {t("confirm.submit")}
            </Button>
          )}
        </FieldStack>
      </form>
    </Dialog>
  );
}
