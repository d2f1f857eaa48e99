import { useMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState, type FormEvent } from "react";
import { api } from "@/api/client";
import { useMe } from "@/api/me";
import { isProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Dialog } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { ErrorState } from "@/ui/States";
import { PasswordInput, TextInput } from "@/ui/TextInput";
import { offerConfirmation } from "./confirm";
import css from "./Settings.module.css";
import { useText } from "./text";
import { assertPasskey, PasskeyDismissed, passkeysSupported } from "./webauthn";

/** Asks for a fresh proof of who is there when the server wants one, over what the person was doing. */
export function ConfirmIdentity() {
  const t = useText();
  const { passkeys, totp, demonstration } = useMe();
  const [open, setOpen] = useState(false);
  const withPasskey = passkeysSupported && passkeys > 0;
  const [way, setWay] = useState(withPasskey ? "passkey" : "password");
  const [secret, setSecret] = useState("");
  const answer = useRef<(proved: boolean) => void>(undefined);
  const ask = useCallback(() => {
    setOpen(true);
    return new Promise<boolean>((resolve) => (answer.current = resolve));
  }, []);
  useEffect(() => offerConfirmation(ask), [ask]);
  const finish = (proved: boolean) => {
    setOpen(false);
    setSecret("");
    answer.current?.(proved);
  };
  const prove = useMutation({
    mutationFn: async () => {
      const proof = way === "passkey" ? { credential: await assertPasskey() } : way === "code" ? { code: secret.trim() } : { password: secret };
      await api.POST("/api/v1/me/confirm", { body: proof });
    },
    onSuccess: () => finish(true),
  });
  const error = prove.error instanceof PasskeyDismissed ? t("passkeys.dismissed") : isProblem(prove.error) ? prove.error.detail : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    prove.mutate();
  };
  return (
    <Dialog open={open} onClose={() => finish(false)} title={t("confirm.title")} size="small" variant="sheet">
      <form onSubmit={submit}>
        <FieldStack>
          <p>{demonstration ? t("confirm.demonstration") : t("confirm.intro")}</p>
          {(withPasskey || totp) && (
            <Field group label={t("confirm.way")}>
              <RadioGroup value={way} onChange={setWay}>
                {withPasskey && <Radio value="passkey" label={t("confirm.passkey")} />}
                <Radio value="password" label={t("confirm.password")} />
                {totp && <Radio value="code" label={t("confirm.code")} />}
              </RadioGroup>
            </Field>
          )}
          {way === "password" && (
            <Field label={t("password.current")} error={error}>
              <PasswordInput required value={secret} onChange={(event) => setSecret(event.target.value)} />
            </Field>
          )}
          {way === "code" && (
            <Field label={t("totp.code")} error={error}>
              <TextInput className={css.code} required inputMode="numeric" autoComplete="one-time-code" value={secret} onChange={(event) => setSecret(event.target.value)} />
            </Field>
          )}
          {way === "passkey" && error && <p role="alert" className={css.problem}>{error}</p>}
          {prove.isError && error === undefined && <ErrorState compact error={prove.error} />}
          <Button type="submit" variant="primary" busy={prove.isPending} wide>
            {t("confirm.submit")}
          </Button>
        </FieldStack>
      </form>
    </Dialog>
  );
}
