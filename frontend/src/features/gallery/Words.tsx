import { CloudOff, Inbox, Info } from "lucide-react";
import { useState } from "react";
import { networkProblem, ProblemError } from "@/api/problem";
import { Avatar } from "@/ui/Avatar";
import { Badge, Count } from "@/ui/Badge";
import { Banner } from "@/ui/Banner";
import { Button } from "@/ui/Button";
import { CodeBlock } from "@/ui/CodeBlock";
import { MarkdownComposer } from "@/ui/composer/MarkdownComposer";
import { Card, Row, Section } from "@/ui/Page";
import { Prose } from "@/ui/Prose";
import { EmptyState, ErrorState, Skeleton } from "@/ui/States";
import { Stepper } from "@/ui/Stepper";
import { Time } from "@/ui/Time";
import { findPeople, html, people } from "./samples";

const problem = new ProblemError({
  type: "/problems/conflict",
  title: "This topic is closed",
  status: 409,
  detail: "Its author closed it while you were writing. Your text is kept: copy it into a new topic.",
  request_id: "0193a5f2-7c1e-7d4a-9b1e-5f0c2a7d9e11",
});

export function Words() {
  const [text, setText] = useState("Block **these addresses** and ask @mar");
  const [chat, setChat] = useState("");
  return (
    <>
      <Section title="Badges, people, time">
        <Row>
          <Badge>Closed</Badge>
          <Badge tone="accent">Advisory</Badge>
          <Badge tone="good">Acknowledged</Badge>
          <Badge tone="warn">Waiting</Badge>
          <Badge tone="danger">Overdue</Badge>
          <Count value={7} label="7 unread" />
          <Count value={250} label="250 unread" tone="danger" />
          {people.map((person) => (
            <Avatar key={person.id} name={person.label} country={person.country} size={40} presence="active" presenceLabel="Here" />
          ))}
          <Avatar name="Analyst, Jamaica (demo)" size={24} />
          <span>
            <Time at={new Date(Date.now() - 3 * 3600_000)} />, <Time at="2026-11-02T14:05:00Z" show="full" zone="America/Jamaica" />
          </span>
        </Row>
      </Section>
      <Section title="Writing">
        <MarkdownComposer
          label="Reply"
          value={text}
          onChange={setText}
          mentions={{ "@": findPeople }}
          onFiles={(files) => Promise.resolve(files.map((file) => `[${file.name}](attachment:1)`).join("\n"))}
          renderPreview={() => Promise.resolve(html)}
          footer={<Button variant="primary">Publish</Button>}
        />
        <br />
        <MarkdownComposer compact enterSends label="Message" placeholder="Message to #incident-room" value={chat} onChange={setChat} />
      </Section>
      <Section title="Reading" framed>
        <Prose html={html} />
      </Section>
      <Section title="Code">
        <CodeBlock label="Indicators" code={"198.51.100.23\n203.0.113.0/24"} />
      </Section>
      <Section title="Steps">
        <Stepper label="Request" steps={["What happened", "What is needed", "Contact", "Check and send"]} current={1} />
      </Section>
      <Section title="Banners">
        <Banner icon={Info}>This topic was closed by its author.</Banner>
        <br />
        <Banner tone="accent">Anybody in the group can mark the answer that helped.</Banner>
        <br />
        <Banner tone="warn" icon={CloudOff} action={<Button size="small">Try now</Button>}>
          The connection was lost. Reconnecting…
        </Banner>
        <br />
        <Banner tone="danger">This advisory is overdue for acknowledgement.</Banner>
      </Section>
      <Section title="States">
        <Card>
          <EmptyState icon={Inbox} title="No topics yet" action={<Button variant="primary">New topic</Button>}>
            Be the first to share something with this group.
          </EmptyState>
        </Card>
        <br />
        <Card>
          <ErrorState error={problem} onRetry={() => {}} />
        </Card>
        <br />
        <Card>
          <ErrorState compact error={networkProblem(null)} onRetry={() => {}} />
        </Card>
        <br />
        <Card>
          <Skeleton lines={4} />
        </Card>
      </Section>
    </>
  );
}
