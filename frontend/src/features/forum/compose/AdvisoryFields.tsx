import { Radio, RadioGroup } from "@/ui/Choice";
import { Field } from "@/ui/Field";
import { TextArea, TextInput } from "@/ui/TextInput";
import { SeverityBadge } from "../SeverityBadge";
import { useText } from "../text";
import { severities, type Advisory, type Indicator, type Severity } from "../types";
import css from "./Compose.module.css";
import { isoDay } from "./dates";
import { parseIndicators, writtenIndicators } from "./indicators";

/** An advisory as it is being filled in: lists are lines of text until it is sent. */
export interface AdvisoryForm {
  severity: Severity | "";
  cvss: string;
  products: string;
  cves: string;
  indicators: string;
  by: string;
}

export const noAdvisory: AdvisoryForm = { severity: "", cvss: "", products: "", cves: "", indicators: "", by: "" };

interface Source {
  severity: Severity | null;
  cvss_vector: string;
  products: string[];
  cves: string[];
  indicators: Indicator[];
  acknowledge_by: string | null;
}

export function advisoryForm(topic: Source): AdvisoryForm {
  return {
    severity: topic.severity ?? "",
    cvss: topic.cvss_vector,
    products: topic.products.join("\n"),
    cves: topic.cves.join(" "),
    indicators: writtenIndicators(topic.indicators),
    by: topic.acknowledge_by ?? "",
  };
}

export function advisoryOf(form: AdvisoryForm): Advisory {
  return {
    severity: form.severity || "medium",
    cvss_vector: form.cvss.trim(),
    products: form.products.split("\n").map((line) => line.trim()).filter(Boolean),
    cves: form.cves.split(/[\s,;]+/).filter(Boolean),
    indicators: parseIndicators(form.indicators),
    acknowledge_by: form.by || null,
  };
}

export interface AdvisoryFieldsProps {
  value: AdvisoryForm;
  onChange: (change: Partial<AdvisoryForm>) => void;
  /** What is wrong with one of the API's fields, such as `advisory.cves`. */
  error: (field: string) => string | undefined;
  /** The day from which teams may be asked to answer; today, unless they were asked already. */
  earliest?: string;
}

/** What an advisory says beside its text. Indicators are pasted as they come, one a line. */
export function AdvisoryFields({ value, onChange, error, earliest = isoDay(new Date()) }: AdvisoryFieldsProps) {
  const t = useText();
  const found = parseIndicators(value.indicators);
  return (
    <>
      <Field group label={t("advisory.severity")} error={error("advisory.severity")}>
        <RadioGroup inline value={value.severity} onChange={(severity) => onChange({ severity: severity as Severity })}>
          {severities.map((severity) => (
            <Radio key={severity} value={severity} label={<SeverityBadge severity={severity} />} />
          ))}
        </RadioGroup>
      </Field>
      <div className={css.pair}>
        <Field label={t("advisory.products")} hint={t("advisory.products.hint")} optional error={error("advisory.products")}>
          <TextArea rows={2} value={value.products} onChange={(event) => onChange({ products: event.target.value })} />
        </Field>
        <Field label={t("advisory.cves")} hint={t("advisory.cves.hint")} optional error={error("advisory.cves")}>
          <TextArea rows={2} value={value.cves} spellCheck={false} onChange={(event) => onChange({ cves: event.target.value })} />
        </Field>
      </div>
      <Field label={t("advisory.indicators")} hint={t("advisory.indicators.hint")} optional error={error("advisory.indicators")}>
        <TextArea rows={3} className={css.mono} value={value.indicators} spellCheck={false} onChange={(event) => onChange({ indicators: event.target.value })} />
      </Field>
      {found.length > 0 && (
        <p className={css.note} role="status">
          {t("advisory.indicators.found", { count: found.length, kinds: [...new Set(found.map((one) => t(`indicator.${one.type}`)))].join(", ") })}
        </p>
      )}
      <div className={css.pair}>
        <Field label={t("advisory.cvss")} hint={t("advisory.cvss.hint")} optional error={error("advisory.cvss_vector")}>
          <TextInput value={value.cvss} spellCheck={false} onChange={(event) => onChange({ cvss: event.target.value })} />
        </Field>
        <Field label={t("advisory.by")} hint={t("advisory.by.hint")} optional error={error("advisory.acknowledge_by")}>
          <TextInput type="date" min={earliest} value={value.by} onChange={(event) => onChange({ by: event.target.value })} />
        </Field>
      </div>
    </>
  );
}
