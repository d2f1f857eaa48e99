import { useEffect, useState } from "react";
import { useText } from "../text";

interface Typist {
  person: string;
  name: string;
  until: number;
}

/** Who is typing, as one line; each mark fades five seconds after the last key. */
export function useTypists(me: string, nameOf: (person: string) => string | undefined) {
  const t = useText();
  const [typists, setTypists] = useState<Typist[]>([]);
  useEffect(() => {
    if (typists.length === 0) return;
    const timer = setTimeout(() => setTypists((now) => now.filter((one) => one.until > Date.now())), 1000);
    return () => clearTimeout(timer);
  }, [typists]);
  const typed = (person: string, name?: string) => {
    const called = name ?? nameOf(person);
    if (person === me || !called) return;
    setTypists((now) => [...now.filter((one) => one.person !== person), { person, name: called, until: Date.now() + 5000 }]);
  };
  const stopped = (person: string) => setTypists((now) => now.filter((one) => one.person !== person));
  const [first, second] = typists;
  const line = !first
    ? ""
    : !second
      ? t("typing.one", { name: first.name })
      : typists.length === 2
        ? t("typing.two", { first: first.name, second: second.name })
        : t("typing.many");
  return { line, typed, stopped };
}
