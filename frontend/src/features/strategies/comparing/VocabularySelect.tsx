import { Select } from "@/ui/TextInput";
import { useText } from "../text";
import { vocabularies, type Vocabulary } from "./wanted";

export interface VocabularySelectProps {
  value: Vocabulary | undefined;
  onChange: (vocabulary: Vocabulary | undefined) => void;
}

/** Against whose list of elements texts are measured; the first is the usual one and stands in no address. */
export function VocabularySelect({ value, onChange }: VocabularySelectProps) {
  const t = useText();
  return (
    <Select
      aria-label={t("vocabulary")}
      value={value ?? "ncs-guide-2021"}
      options={vocabularies.map((one) => ({ value: one, label: t(`vocabulary.${one}`) }))}
      onChange={(chosen) => onChange(vocabularies.slice(1).find((one) => one === chosen))}
    />
  );
}
