import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { api, body } from "@/api/client";
import type { DemonstrationPerson } from "@/api/types";
import { countryName } from "@/i18n";
import { Avatar } from "@/ui/Avatar";
import { Button } from "@/ui/Button";
import css from "./Demonstration.module.css";
import { useText } from "./text";
import type { SignIn } from "./useSignIn";

/** How many are shown before one asks for all. */
const few = 5;

/** Invented people to enter as, with one press. */
export function Demonstration({ people, signIn }: { people: DemonstrationPerson[]; signIn: SignIn }) {
  const t = useText();
  const [all, setAll] = useState(people.length <= few + 1);
  const [chosen, setChosen] = useState<string | null>(null);
  const enter = (person: DemonstrationPerson) => {
    setChosen(person.person_id);
    void signIn.attempt(() => body(api.POST("/api/v1/sign-in/demonstration", { body: { person_id: person.person_id } })));
  };
  return (
    <section className={css.demonstration} aria-labelledby="demonstration">
      <h2 id="demonstration">{t("demonstration.title")}</h2>
      <p className={css.intro}>{t("demonstration.intro")}</p>
      <ul className={css.people}>
        {people.slice(0, all ? undefined : few).map((person) => (
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
                <span>{[person.organisation, person.country && countryName(person.country)].filter(Boolean).join(" · ")}</span>
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
      <p className={css.hint}>{t("demonstration.second")}</p>
    </section>
  );
}
