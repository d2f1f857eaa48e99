import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { api, body } from "@/api/client";
import { refusedField } from "@/api/refused";
import { AudienceWords } from "@/ui/AudienceWords";
import { IconButton } from "@/ui/Button";
import { Combobox } from "@/ui/Combobox";
import { Dialog } from "@/ui/Dialog";
import { Field } from "@/ui/Field";
import { Item, List, TwoLines } from "@/ui/List";
import { Card, Stack } from "@/ui/Page";
import { Refusal } from "@/ui/Refusal";
import { TlpLabel } from "@/ui/TlpLabel";
import { readersOf } from "../beside/people";
import { keepDraft } from "../queries";
import { useText } from "../text";
import type { Draft, Person } from "../types";

/** Who writes in a draft besides its author, and who reads it. */
export function Editors({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const t = useText();
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: ({ person, add }: { person: string; add: boolean }) => {
      const params = { path: { draft_id: draft.id, person_id: person } };
      const address = "/api/v1/strategies/drafts/{draft_id}/editors/{person_id}";
      return body(add ? api.PUT(address, { params }) : api.DELETE(address, { params }));
    },
    onSuccess: (changed) => keepDraft(client, changed),
  });
  const teams = (person: Person) => person.organisations.map((one) => one.acronym || one.name).join(", ");
  return (
    <Dialog open onClose={onClose} title={t("editors")}>
      <Stack>
        <p>
          <TlpLabel label={draft.label} size="small" />{" "}
          <AudienceWords now label={draft.label} group={draft.group?.id ?? null} recipients={draft.recipients.map((one) => one.id)} />
        </p>
        <Refusal error={change.error} shown={["person_id"]} />
        <Field label={t("editors.add")} hint={t("editors.hint")} error={refusedField(change.error, "person_id")}>
          <Combobox value={[]} onChange={([person]) => person && change.mutate({ person: person.id, add: true })} source={readersOf(draft.id)} />
        </Field>
        <Card flush>
          <List label={t("editors")}>
            {draft.author && (
              <Item>
                <TwoLines second={teams(draft.author)}>{t("editors.author", { name: draft.author.name })}</TwoLines>
              </Item>
            )}
            {draft.editors.map((person) => (
              <Item
                key={person.id}
                end={<IconButton size="small" icon={Trash2} label={t("editors.remove", { name: person.name })} onClick={() => change.mutate({ person: person.id, add: false })} />}
              >
                <TwoLines second={teams(person)}>{person.name}</TwoLines>
              </Item>
            ))}
          </List>
        </Card>
      </Stack>
    </Dialog>
  );
}
