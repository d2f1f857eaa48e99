import { Field } from "@/ui/Field";
import { TextInput } from "@/ui/TextInput";
import { useText } from "../text";

/** The tags in a line of words: small letters, each once, without signs around them. */
export function parseTags(line: string): string[] {
  const words = line.split(/[\s,;]+/).map((word) => word.replace(/^#+/, "").toLowerCase().slice(0, 40));
  return [...new Set(words.filter(Boolean))].slice(0, 10);
}

export function TagInput({ value, onChange, error }: { value: string; onChange: (value: string) => void; error?: string }) {
  const t = useText();
  return (
    <Field label={t("compose.tags")} hint={t("compose.tags.hint")} optional error={error}>
      <TextInput value={value} maxLength={400} autoCapitalize="off" onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}
