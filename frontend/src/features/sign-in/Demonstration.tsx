import { ArrowRight, CircleAlert, Search } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import type { DemonstrationPerson } from "@/api/types";
import { countryName } from "@/i18n";
import { Avatar } from "@/ui/Avatar";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { TextInput } from "@/ui/TextInput";
import css from "./Demonstration.module.css";
import { useText } from "./text";
import type { SignIn } from "./useSignIn";

/** How many are shown before one asks for all. */
const few = 6;

/** One of each kind ("Analyst, Jamaica" and "Analyst, Peru" are one kind), national teams first. */
function varied(people: DemonstrationPerson[]): DemonstrationPerson[] {
  if (people.length <= few + 1) return people;
  const kinds = new Map<string, DemonstrationPerson>();
  for (const person of [...people].sort((a, b) => Number(!a.country) - Number(!b.country))) {
    const kind = person.name.split(/[,(]/)[0] ?? "";
    if (!kinds.has(kind)) kinds.set(kind, person);
  }
  return [...kinds.values()].slice(0, few);
}

function fold(words: string): string {
  return words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** The button that brought the filter is gone, and the focus with it. */
function focusInside(box: HTMLElement | null): void {
  box?.querySelector("input")?.focus();
}

/** Invented people to enter as, with one press. */
export function Demonstration({ people, signIn }: { people: DemonstrationPerson[]; signIn: SignIn }) {
  const t = useText();
  const [all, setAll] = useState(people.length <= few + 1);
  const [filter, setFilter] = useState("");
  const place = (person: DemonstrationPerson) =>
    [person.organisation, person.country && countryName(person.country)].filter(Boolean).join(" · ");
  const shown = all
    ? people.filter((person) => fold(`${person.name} ${place(person)}`).includes(fold(filter)))
    : varied(people);
  const [chosen, setChosen] = useState<string | null>(null);
  const enter = (person: DemonstrationPerson) => {
    setChosen(person.person_id);
    void signIn.attempt(() => body(api.POST("/api/v1/sign-in/demonstration", { body: { person_id: person.person_id } })));
  };
  return (
    <section className={css.demonstration} aria-labelledby="demonstration">
      <h2 id="demonstration">{t("demonstration.title")}</h2>
      <p className={css.intro}>{t("demonstration.intro")}</p>
      {all && people.length > few + 1 && (
        <div className={css.filter} ref={focusInside}>
          <TextInput
            type="search"
            icon={Search}
            aria-label={t("demonstration.filter")}
            placeholder={t("demonstration.filter")}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
        </div>
      )}
      <ul className={css.people}>
        {shown.map((person) => (
          <li key={person.person_id}>
            <button
              type="button"
              className={css.person}
              aria-busy={signIn.busy && chosen === person.person_id}
              disabled={signIn.busy}
              onClick={() => enter(person)}
            >
              <Avatar name={person.name} country={person.country} size={40} decorative />
              <span className={css.who}>
                <strong>{person.name}</strong>
                <span>{place(person)}</span>
              </span>
              <ArrowRight size={18} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {!all && (
        <div className={css.all}>
          <Button variant="quiet" size="small" wide onClick={() => setAll(true)}>
            {t("demonstration.all", { count: people.length })}
          </Button>
        </div>
      )}
      {signIn.error && (
        <div className={css.refused} role="alert">
          <Banner tone="danger" icon={CircleAlert}>
            {signIn.error}
          </Banner>
        </div>
      )}
      <p className={css.hint}>{t("demonstration.second")}</p>
    </section>
  );
}
