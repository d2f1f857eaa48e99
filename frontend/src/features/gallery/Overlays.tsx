import { Archive, Bell, MoreHorizontal, Pencil, Trash2 } from "lucide-react";
import { useState } from "react";
import { networkProblem } from "@/api/problem";
import { Button, IconButton } from "@/ui/Button";
import { CommandPalette, type CommandProvider } from "@/ui/CommandPalette";
import { Combobox } from "@/ui/Combobox";
import { ConfirmDialog, Dialog, Sheet } from "@/ui/Dialog";
import { Field, FieldStack } from "@/ui/Field";
import { Menu } from "@/ui/Menu";
import { Row, Section } from "@/ui/Page";
import { Popover } from "@/ui/Popover";
import { TextInput } from "@/ui/TextInput";
import { toast } from "@/ui/Toast";
import type { Suggestion } from "@/ui/useSuggestions";
import { findPeople, people } from "./samples";

const providers: CommandProvider[] = [
  {
    id: "topics",
    title: "Topics",
    search: () => [
      { id: "1", title: "Phishing against ministries of finance", label: "TLP:AMBER", detail: "Caribbean teams", run: () => {} },
      { id: "2", title: "Ransomware in a health network: lessons", label: "TLP:GREEN", detail: "All national teams", run: () => {} },
    ],
  },
  { id: "people", title: "People", search: async (query) => (await findPeople(query)).map((p) => ({ id: p.id, title: p.label, detail: p.detail, run: () => {} })) },
];

export function Overlays() {
  const [open, setOpen] = useState<"dialog" | "sheet" | "confirm" | "palette" | "side" | null>(null);
  const [chosen, setChosen] = useState<Suggestion[]>(people.slice(1, 2));
  const close = () => setOpen(null);
  const form = (
    <FieldStack>
      <Field label="Name of the group">
        <TextInput defaultValue="Caribbean teams" />
      </Field>
      <Field label="Invite">
        <Combobox multiple value={chosen} onChange={setChosen} source={findPeople} />
      </Field>
      <Menu trigger={<Button>A menu inside</Button>}>{(m) => <m.Item onSelect={() => {}}>It floats above the dialog</m.Item>}</Menu>
    </FieldStack>
  );
  return (
    <Section title="What floats">
      <Row>
        <Button onClick={() => setOpen("dialog")}>Dialog</Button>
        <Button onClick={() => setOpen("sheet")}>Sheet</Button>
        <Button onClick={() => setOpen("side")}>Side</Button>
        <Button onClick={() => setOpen("confirm")}>Confirm</Button>
        <Button onClick={() => setOpen("palette")}>Palette</Button>
        <Menu trigger={<IconButton icon={MoreHorizontal} label="More actions" />}>
          {(m) => (
            <>
              <m.Item icon={Pencil} note="E" onSelect={() => {}}>
                Edit
              </m.Item>
              <m.Item icon={Archive} disabled onSelect={() => {}}>
                Archive
              </m.Item>
              <m.Separator />
              <m.Item icon={Trash2} danger onSelect={() => {}}>
                Delete…
              </m.Item>
            </>
          )}
        </Menu>
        <Popover label="Notifications" trigger={<IconButton icon={Bell} label="Notifications" />}>
          <p>Nothing new.</p>
        </Popover>
        <Button onClick={() => toast.done("The topic was published.", { label: "Undo", run: () => {} })}>Toast</Button>
        <Button onClick={() => toast.failed(networkProblem(null))}>Failure</Button>
      </Row>
      <Dialog open={open === "dialog"} onClose={close} title="New sharing group" actions={<><Button onClick={close}>Cancel</Button><Button variant="primary">Create</Button></>}>
        {form}
      </Dialog>
      <Sheet open={open === "sheet"} onClose={close} title="New sharing group" actions={<Button variant="primary">Create</Button>}>
        {form}
      </Sheet>
      <Dialog open={open === "side"} onClose={close} title="Details" variant="side">
        {form}
      </Dialog>
      <ConfirmDialog open={open === "confirm"} onClose={close} onConfirm={close} title="Delete this draft?" confirm="Delete the draft" variant="danger">
        <p>It cannot be brought back.</p>
      </ConfirmDialog>
      <CommandPalette open={open === "palette"} onClose={close} providers={providers} />
    </Section>
  );
}
