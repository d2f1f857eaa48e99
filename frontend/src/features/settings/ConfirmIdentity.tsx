import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState, type FormEvent } from "react";
import { api } from "@/api/client";
import { useMe } from "@/api/me";
import { Button } from "@/ui/Button";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { Refusal } from "@/ui/Refusal";
import { PasswordInput, TextInput } from "@/ui/TextInput";
import { offerConfirmation } from "./confirm";
import css from "./Settings.module.css";
import { useText } from "./text";
import { assertPasskey, PasskeyDismissed, passkeysSupported } from "./webauthn";

type Way = "passkey" | "password";
const none = { password: "", code: "" };

/** Asks for a fresh proof of who is there when the server wants one, over what the person was doing. */
export function ConfirmIdentity() {
  const t = useText();
  const { passkeys, totp, demonstration } = useMe();
  const [open, setOpen] = useState(false);
  const withPasskey = passkeysSupported && passkeys > 0;
  const [chosen, setChosen] = useState<Way>("passkey");
  const way = withPasskey ? chosen : "password";
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
  const choose = (next: string) => {
    setChosen(next === "passkey" ? "passkey" : "password");
    prove.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate();
  };
  return (
    <Dialog open={open} onClose={() => finish(false)} title={t("confirm.title")} size="small" variant="sheet">
      <form onSubmit={submit}>
        <FieldStack>
          <p>{demonstration ? t("confirm.demonstration") : t("confirm.intro")}</p>
          {prove.error instanceof PasskeyDismissed ? <p role="alert" className={css.problem}>{t("confirm.dismissed")}</p> : <Refusal error={prove.error} />}
          {withPasskey && (
            <Field group label={t("confirm.way")}>
              <RadioGroup value={way} onChange={choose}>
                <Radio value="passkey" label={t("confirm.passkey")} />
                <Radio value="password" label={totp ? t("confirm.password.code") : t("confirm.password")} />
              </RadioGroup>
            </Field>
          )}
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
          <Button type="submit" variant="primary" busy={prove.isPending} wide>
            {t("confirm.submit")}
          </Button>
        </FieldStack>
      </form>
    </Dialog>
  );
}
