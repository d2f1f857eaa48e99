import { showLocale, showTheme } from "@/app/preferences";
import { localeNames, locales, useLocale } from "@/i18n";
import { Button } from "@/ui/Button";
import { Page, Row } from "@/ui/Page";
import { Controls } from "./Controls";
import { Data } from "./Data";
import { Overlays } from "./Overlays";
import { Words } from "./Words";

export default function GalleryPage() {
  const current = useLocale();
  return (
    <main>
    <Page
      title="Components"
      intro="Every component in its states. Look at it in both themes, four languages and at 360 pixels."
      actions={
        <Row>
          {locales.map((locale) => (
            <Button key={locale} size="small" variant="quiet" aria-pressed={current === locale} onClick={() => void showLocale(locale)}>
              {localeNames[locale]}
            </Button>
          ))}
          <Button size="small" onClick={() => showTheme("light")}>
            Light
          </Button>
          <Button size="small" onClick={() => showTheme("dark")}>
            Dark
          </Button>
        </Row>
      }
    >
      <Controls />
      <Words />
      <Data />
      <Overlays />
    </Page>
    </main>
  );
}
