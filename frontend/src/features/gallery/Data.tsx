import { useState } from "react";
import { Avatar } from "@/ui/Avatar";
import { Badge } from "@/ui/Badge";
import { CountryTiles, type TileValue } from "@/ui/CountryTiles";
import { DescriptionList } from "@/ui/DescriptionList";
import { memberStates } from "@/ui/memberStates";
import { Card, Row, Section } from "@/ui/Page";
import { Table, type Sort } from "@/ui/Table";
import { Tabs } from "@/ui/Tabs";
import { TlpLabel, tlpLabels } from "@/ui/TlpLabel";
import { VirtualList } from "@/ui/VirtualList";
import { people } from "./samples";

const values: Record<string, TileValue> = Object.fromEntries(
  memberStates.map(([iso3, column, row]) => {
    const level = ((column * 2 + row) % 5) as TileValue["level"];
    return [iso3, { level, text: `${level} strategies`, figure: level ? String(level) : undefined }];
  }),
);

export function Data() {
  const [sort, setSort] = useState<Sort>({ column: "team", descending: false });
  const [selected, setSelected] = useState<string[]>(["KNA"]);
  const rows = [...people].sort((a, b) => a.label.localeCompare(b.label) * (sort.descending ? -1 : 1));
  return (
    <>
      <Section title="Table">
        <Table
          caption="Teams"
          rows={rows}
          rowKey={(row) => row.id}
          sort={sort}
          onSort={setSort}
          linked
          columns={[
            {
              key: "team",
              header: "Person",
              sortable: true,
              rowHeader: true,
              cell: (row) => (
                <a href="#content" data-row-link>
                  {row.label}
                </a>
              ),
            },
            { key: "organisation", header: "Organization", cell: (row) => row.detail, wideOnly: true },
            { key: "country", header: "Country", cell: (row) => row.country },
            { key: "state", header: "State", cell: () => <Badge tone="good">Vetted</Badge> },
            { key: "topics", header: "Topics", numeric: true, sortable: true, cell: (row) => Number(row.id) * 1217 },
          ]}
        />
      </Section>
      <Section title="Member states" framed>
        <CountryTiles
          label="Strategies by member state"
          values={values}
          selected={selected}
          onSelect={(iso3) => setSelected([iso3])}
          legend={["None", "1", "2", "3", "4 or more"]}
        />
      </Section>
      <Section title="Tabs and facts">
        <Tabs
          label="Organization"
          tabs={[
            {
              value: "about",
              label: "About",
              content: (
                <DescriptionList
                  items={[
                    { term: "Constituency", value: "Government of Saint Kitts and Nevis, and operators of essential services" },
                    { term: "National contact point", value: "Tamika St. Clair-Hughes" },
                    { term: "OpenPGP key", value: <code>9F1C 22B0 7A4D 0E55 31C8 6D2F 8E0B 44A1 5C7E 9D03</code> },
                  ]}
                />
              ),
            },
            { value: "people", label: "People", count: 12, content: <p>People</p> },
            { value: "keys", label: "Keys and certificates", count: 2, content: <p>Keys</p> },
          ]}
        />
      </Section>
      <Section title="Long list">
        <Card flush>
          <div style={{ height: 280 }}>
            <VirtualList
              label="Ten thousand messages"
              items={Array.from({ length: 10_000 }, (_, index) => index)}
              itemKey={String}
              stickToEnd
              estimate={56}
              render={(index) => (
                <div style={{ padding: "8px 16px" }}>
                  <Row>
                    <Avatar name={people[index % 4]?.label ?? ""} country={people[index % 4]?.country} />
                    <TlpLabel size="small" label={tlpLabels[index % 5] ?? "TLP:CLEAR"} />
                    Message {index}
                  </Row>
                </div>
              )}
            />
          </div>
        </Card>
      </Section>
    </>
  );
}
