import { Badge, type Tone } from "@/ui/Badge";
import { useText } from "./text";
import type { Severity } from "./types";

const tones: Record<Severity, Tone> = { low: "neutral", medium: "accent", high: "warn", critical: "danger" };

export function SeverityBadge({ severity }: { severity: Severity }) {
  const t = useText();
  return <Badge tone={tones[severity]}>{t(`severity.${severity}`)}</Badge>;
}
