import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api } from "@/api/client";
import { isProblem } from "@/api/problem";
import { Button } from "@/ui/Button";
import { Field, FieldStack } from "@/ui/Field";
import { Row, Section } from "@/ui/Page";
import { ErrorState } from "@/ui/States";
import { PasswordInput } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import { confirmed } from "../confirm";
import { useText } from "../text";

export function Password() {
  const t = useText();
  const [form, setForm] = useState({ current: "", fresh: "" });
  const change = useMutation({
    mutationFn: () => confirmed(() => api.POST("/api/v1/me/password", { body: { current: form.current, new: form.fresh } })),
    onSuccess: () => {
      setForm({ current: "", fresh: "" });
      toast.done(t("password.changed"));
    },
  });
  const fields = isProblem(change.error) ? change.error.fields : {};
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate();
  };
  return (
    <Section title={t("password")} framed>
      <form onSubmit={submit}>
        <FieldStack narrow>
          <Field label={t("password.current")} hint={t("password.current.hint")} error={fields.current}>
            <PasswordInput value={form.current} onChange={(event) => setForm({ ...form, current: event.target.value })} />
          </Field>
          <Field label={t("password.new")} hint={t("password.hint")} error={fields.new}>
            <PasswordInput required minLength={8} autoComplete="new-password" value={form.fresh} onChange={(event) => setForm({ ...form, fresh: event.target.value })} />
          </Field>
          {change.isError && !fields.current && !fields.new && <ErrorState compact error={change.error} />}
          <Row>
            <Button type="submit" busy={change.isPending}>
              {t("password.change")}
            </Button>
          </Row>
        </FieldStack>
      </form>
    </Section>
  );
}
