import { Link } from "@tanstack/react-router";
import { Building2, KeyRound } from "lucide-react";
import { useState, type FormEvent } from "react";
import { api, body } from "@/api/client";
import { Button } from "@/ui/Button";
import { Field, FieldStack } from "@/ui/Field";
import { PasswordInput, TextInput } from "@/ui/TextInput";
import css from "./SignIn.module.css";
import { useText } from "./text";
import type { SignIn } from "./useSignIn";
import { passkeysSupported, signInWithPasskey } from "./webauthn";

export interface CredentialsProps {
  signIn: SignIn;
  providers?: { id: string; name: string }[];
  next?: string;
  /** Known when a session has ended: the address is not asked again. */
  email?: string;
}

/** The first step: e-mail address and password, a passkey, or the organisation's own sign-in. */
export function Credentials({ signIn, providers = [], next, email: known }: CredentialsProps) {
  const t = useText();
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void signIn.attempt(() => body(api.POST("/api/v1/sign-in/password", { body: { email, password } })));
  };
  const providerPath = (id: string) => {
    const query = next ? `?next=${encodeURIComponent(next)}` : "";
    return `/api/v1/sign-in/oidc/${encodeURIComponent(id)}${query}`;
  };
  return (
    <div className={css.step}>
      <form onSubmit={submit}>
        <FieldStack>
          <Field label={t("email")}>
            <TextInput
              type="email"
              name="email"
              autoComplete="username webauthn"
              inputMode="email"
              required
              readOnly={known !== undefined}
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
          </Field>
          <Field label={t("password")} error={signIn.error}>
            <PasswordInput name="password" required value={password} onChange={(event) => setPassword(event.target.value)} />
          </Field>
          <Button type="submit" variant="primary" wide busy={signIn.busy}>
            {t("submit")}
          </Button>
        </FieldStack>
      </form>
      <p className={css.forgot}>
        <Link to="/password-reset">{t("forgot")}</Link>
      </p>
      {(passkeysSupported || providers.length > 0) && (
        <>
          <p className={css.or}>{t("or")}</p>
          <div className={css.others}>
            {passkeysSupported && (
              <Button icon={KeyRound} wide onClick={() => void signIn.attempt(signInWithPasskey)}>
                {t("passkey.use")}
              </Button>
            )}
            {providers.map((provider) => (
              <a key={provider.id} href={providerPath(provider.id)} className={css.provider}>
                <Building2 size={18} aria-hidden />
                {t("provider", { name: provider.name })}
              </a>
            ))}
          </div>
        </>
      )}
      {known === undefined && <p className={css.apply}>{t.rich("apply", { apply: (words) => <Link to="/apply">{words}</Link> })}</p>}
    </div>
  );
}
