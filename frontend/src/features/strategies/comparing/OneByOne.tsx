import { useState } from "react";
import { cx } from "@/ui/cx";
import { Field } from "@/ui/Field";
import { Radio, RadioGroup } from "@/ui/Choice";
import { Select } from "@/ui/TextInput";
import { useText } from "../text";
import { CellButton } from "./CellButton";
import { called, type Placed } from "./columns";
import css from "./Comparing.module.css";
import type { ElementRow, Wanted } from "./wanted";

export interface OneByOneProps {
  columns: Placed[];
  rows: ElementRow[];
  wanted: Wanted;
  change: (patch: Wanted) => void;
}

/** The comparison on a phone: all states for one element, or all elements of one state. */
export function OneByOne({ columns, rows, wanted, change }: OneByOneProps) {
  const t = useText();
  const areas = new Set(rows.map((row) => row.parent).filter(Boolean));
  const [by, setBy] = useState("element");
  const [element, setElement] = useState(wanted.element ?? "");
  const [state, setState] = useState("");
  const row = rows.find((one) => one.code === element) ?? rows[0];
  const column = columns.find((one) => one.key === state) ?? columns[0];
  if (!row || !column) return null;
  const line = (key: string, name: string, of: Placed, about: ElementRow, strong = false) => {
    const cell = about.cells[of.at];
    const document = of.column.document_id;
    return (
      <li key={key} className={cx(css.line, strong && css.strong)}>
        <span>{name}</span>
        {cell && document ? (
          <CellButton
            cell={cell}
            name={`${called(of)}, ${about.code} ${about.label}`}
            open={wanted.of === document && wanted.element === about.code}
            onOpen={() => change({ of: document, element: about.code })}
          />
        ) : (
          <span className={css.without}>{t(of.column.text === "needs_ocr" ? "text.needs_ocr" : "text.none")}</span>
        )}
      </li>
    );
  };
  return (
    <>
      <div className={css.modes}>
        <Field group label={t("compare.by")}>
          <RadioGroup inline value={by} onChange={setBy}>
            <Radio value="element" label={t("compare.by.element")} />
            <Radio value="state" label={t("compare.by.state")} />
          </RadioGroup>
        </Field>
        {by === "element" ? (
          <Select aria-label={t("compare.element")} value={row.code} options={rows.map((one) => ({ value: one.code, label: `${one.code} ${one.label}` }))} onChange={setElement} />
        ) : (
          <Select aria-label={t("compare.state")} value={column.key} options={columns.map((one) => ({ value: one.key, label: called(one) }))} onChange={setState} />
        )}
      </div>
      <ul className={css.lines} aria-label={t("compare.table")}>
        {by === "element"
          ? columns.map((one) => line(one.key, called(one), one, row))
          : rows.map((one) => line(one.code, `${one.code} ${one.label}`, column, one, areas.has(one.code)))}
      </ul>
    </>
  );
}
