import { Avatar } from "@/ui/Avatar";
import { Dialog } from "@/ui/Dialog";
import { TlpLabel } from "@/ui/TlpLabel";
import { useText } from "../text";
import type { Channel, Readers } from "../types";
import { usePresent } from "../usePresent";
import css from "./Header.module.css";

/** Who can read a channel, by name where one may know the names. */
export function ReadersDialog({ channel, readers, onClose }: { channel: Channel; readers: Readers; onClose: () => void }) {
  const t = useText();
  const present = usePresent();
  const { total: people, organisations, countries } = readers;
  return (
    <Dialog open onClose={onClose} title={t("readers.title")} size="small">
      <div className={css.people}>
        <p>
          <TlpLabel label={channel.label} size="small" />
        </p>
        <p>{t("readers.counted", { people, organisations, countries })}</p>
        {readers.people === null ? (
          <p>{t("readers.unnamed")}</p>
        ) : (
          <ul className={css.people}>
            {readers.people.map((person) => {
              const state = present(person.id);
              return (
                <li key={person.id}>
                  <Avatar name={person.name} size={32} decorative={state === "offline"} presence={state} presenceLabel={t(`presence.${state}`)} />
                  {person.name}
                </li>
              );
            })}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
