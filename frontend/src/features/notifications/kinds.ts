import en from "./i18n/en.json";
import type { TextKey, useText } from "./text";

type Translate = ReturnType<typeof useText>;

/** A kind of notification in words; kinds of later services are named as they are. */
export function kindName(t: Translate, kind: string): string {
  const key = `kind.${kind}`;
  return key in en ? t(key as TextKey) : t("kind.other", { kind });
}
