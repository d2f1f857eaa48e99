import { KeyRound } from "lucide-react";
import { useState, type FormEvent } from "react";
import { api, body } from "@/api/client";
import type { Factor } from "@/api/types";
import { Button } from "@/ui/Button";
import { Field, FieldStack } from "@/ui/Field";
import { TextInput } from "@/ui/TextInput";
import css from "./SignIn.module.css";
import { useText } from "./text";
import type { SignIn } from "./useSignIn";
import { passkeysSupported, signInWithPasskey } from "./webauthn";

const order: Factor[] = ["passkey", "totp", "recovery"];

/** The second step: a passkey, a code from the authenticator app, or one of the recovery codes. */
export function SecondFactor({ signIn }: { signIn: SignIn }) {
  const t = useText();
  const open = order.filter((factor) => signIn.factors.includes(factor) && (factor !== "passkey" || passkeysSupported));
  const [factor, setFactor] = useState<Factor>(open[0] ?? "totp");
  const [codes, setCodes] = useState<Partial<Record<Factor, string>>>({});
  const code = codes[factor] ?? "";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const path = factor === "recovery" ? "/api/v1/sign-in/recovery" : "/api/v1/sign-in/totp";
    void signIn.attempt(() => body(api.POST(path, { body: { code: code.trim() } })));
  };
  const turnTo = (other: Factor) => {
    setFactor(other);
    signIn.turn();
  };
  const names: Record<Factor, string> = {
    passkey: t("factor.passkey"),
    totp: t("factor.totp"),
    recovery: t("factor.recovery"),
  };
  return (
    <div className={css.step}>
      {factor === "passkey" ? (
        <Field label={t("factor.passkey.label")} hint={t("factor.passkey.hint")} error={signIn.error} group>
          <div className={css.passkey}>
            <Button variant="primary" icon={KeyRound} wide busy={signIn.busy} onClick={() => void signIn.attempt(signInWithPasskey)}>
              {t("passkey.use")}
            </Button>
          </div>
        </Field>
      ) : (
        <form onSubmit={submit}>
          <FieldStack>
            <Field
              key={factor}
              label={factor === "totp" ? t("factor.totp.label") : t("factor.recovery.label")}
              hint={factor === "totp" ? t("factor.totp.hint") : t("factor.recovery.hint")}
              error={signIn.error}
            >
              <TextInput
                name="code"
                className={css.code}
                autoComplete="one-time-code"
                inputMode={factor === "totp" ? "numeric" : "text"}
                maxLength={factor === "totp" ? 7 : 40}
                spellCheck={false}
                required
                value={code}
                onChange={(event) => setCodes({ ...codes, [factor]: event.target.value })}
              />
            </Field>
            <Button type="submit" variant="primary" wide busy={signIn.busy}>
              {t("continue")}
            </Button>
          </FieldStack>
        </form>
      )}
      <ul className={css.otherFactors}>
        {open
          .filter((other) => other !== factor)
          .map((other) => (
            <li key={other}>
              <Button variant="quiet" size="small" onClick={() => turnTo(other)}>
                {names[other]}
              </Button>
            </li>
          ))}
        <li>
          <Button variant="quiet" size="small" onClick={signIn.startOver}>
            {t("startOver")}
          </Button>
        </li>
      </ul>
    </div>
  );
}
