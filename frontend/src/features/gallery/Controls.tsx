import { Bell, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Button, IconButton, LinkButton } from "@/ui/Button";
import { Checkbox, Radio, RadioGroup, Switch } from "@/ui/Choice";
import { Combobox } from "@/ui/Combobox";
import { Field, FieldStack } from "@/ui/Field";
import { LabelPicker } from "@/ui/LabelPicker";
import { Card, Row, Section } from "@/ui/Page";
import { PasswordInput, Select, TextArea, TextInput } from "@/ui/TextInput";
import { TlpLabel, tlpLabels, type Tlp } from "@/ui/TlpLabel";
import type { Suggestion } from "@/ui/useSuggestions";
import { findPeople, people } from "./samples";

export function Controls() {
  const [label, setLabel] = useState<Tlp | null>("TLP:AMBER");
  const [chosen, setChosen] = useState<Suggestion[]>(people.slice(0, 2));
  const [one, setOne] = useState<Suggestion[]>([]);
  const [choice, setChoice] = useState("a");
  const [on, setOn] = useState(true);
  const [text, setText] = useState("Two hosts were isolated at 03:12.");
  return (
    <>
      <Section title="Buttons">
        <Row>
          <Button variant="primary" icon={Plus}>
            New topic
          </Button>
          <Button>Secondary</Button>
          <Button variant="quiet">Quiet</Button>
          <Button variant="danger" icon={Trash2}>
            Delete the draft
          </Button>
          <Button variant="primary" busy>
            Sending
          </Button>
          <Button disabled>Disabled</Button>
          <LinkButton to="/gallery">A link</LinkButton>
          <Button size="small">Small</Button>
          <IconButton icon={Bell} label="Notifications" />
          <IconButton icon={Plus} label="Add" variant="secondary" size="small" />
        </Row>
      </Section>
      <Section title="TLP 2.0">
        <Row>
          {tlpLabels.map((name) => (
            <TlpLabel key={name} label={name} />
          ))}
          <TlpLabel label="TLP:AMBER+STRICT" size="small" />
          <TlpLabel label="TLP:RED" size="large" />
        </Row>
      </Section>
      <Section title="Fields">
        <Card>
          <FieldStack>
            <Field label="Subject" hint="What colleagues read in the list.">
              <TextInput defaultValue="Phishing against ministries of finance" />
            </Field>
            <Field label="Contact" error="Write an address such as soc@cert.example.">
              <TextInput type="email" defaultValue="soc@" />
            </Field>
            <Field label="Password">
              <PasswordInput defaultValue="correct horse battery" />
            </Field>
            <Field label="What was done" optional>
              <TextArea value={text} onChange={(event) => setText(event.target.value)} />
            </Field>
            <Field label="Severity">
              <Select
                value={choice}
                onChange={setChoice}
                options={[
                  { value: "a", label: "Significant" },
                  { value: "b", label: "Severe" },
                ]}
              />
            </Field>
            <Field label="Recipients" hint="People who will be able to read this.">
              <Combobox multiple value={chosen} onChange={setChosen} source={findPeople} placeholder="A name or a team" />
            </Field>
            <Field label="Point of contact">
              <Combobox value={one} onChange={setOne} source={findPeople} placeholder="A name or a team" />
            </Field>
            <Field label="How may we help?" group>
              <RadioGroup value={choice} onChange={setChoice}>
                <Radio value="a" label="Remotely" hint="Within six hours." />
                <Radio value="b" label="On site" hint="Within three days." />
              </RadioGroup>
            </Field>
            <Field label="Send me" group>
              <Checkbox label="Mentions" checked={on} onChange={setOn} />
              <Checkbox label="Some of these" mixed />
              <Checkbox label="Not offered here" disabled />
            </Field>
            <Switch label="Show when I am here" hint="Others see a green mark beside your name." checked={on} onChange={setOn} />
          </FieldStack>
        </Card>
      </Section>
      <Section title="Label picker">
        <Card>
          <LabelPicker
            value={label}
            onChange={setLabel}
            refused={{ "TLP:CLEAR": "This group is hidden: choose TLP:AMBER or stricter." }}
            audience="9 teams in 7 countries, 41 people, can read this."
          />
        </Card>
        <br />
        <Card>
          <LabelPicker compact value={label} onChange={setLabel} />
        </Card>
      </Section>
    </>
  );
}
