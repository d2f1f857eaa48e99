import { Link } from "@tanstack/react-router";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useRef, useState, type FocusEvent, type KeyboardEvent } from "react";
import { cx } from "@/ui/cx";
import { useText } from "../text";
import cellCss from "./Cell.module.css";
import { CellButton } from "./CellButton";
import { called, type Placed } from "./columns";
import css from "./HeatMap.module.css";
import { hundredths } from "./strength";
import type { ElementRow, Wanted } from "./wanted";

export interface HeatMapProps {
  columns: Placed[];
  rows: ElementRow[];
  wanted: Wanted;
  change: (patch: Wanted) => void;
}

const moves: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
/** Up to so many names stand level. */
const roomy = 8;

/** Elements × texts. One stop for the Tab key: arrows go from cell to cell. */
export function HeatMap({ columns, rows, wanted, change }: HeatMapProps) {
  const t = useText();
  const table = useRef<HTMLTableElement>(null);
  const [current, setCurrent] = useState("0 0");
  const folded = wanted.folded ?? [];
  const areas = new Set(rows.map((row) => row.parent).filter(Boolean));
  const shown = rows.filter((row) => !folded.includes(row.parent));
  const here = columns.filter(({ column }) => column.text === "here");
  const without = columns.filter(({ column }) => column.text !== "here");
  const fold = (code: string) => {
    const next = folded.includes(code) ? folded.filter((one) => one !== code) : [...folded, code];
    change({ folded: next.length > 0 ? next : undefined });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = moves[event.key];
    const at = (event.target as HTMLElement).closest<HTMLElement>("[data-at]")?.dataset.at?.split(" ").map(Number);
    if (!move || !at) return;
    const next = table.current?.querySelector<HTMLElement>(`[data-at="${(at[0] ?? 0) + move[0]} ${(at[1] ?? 0) + move[1]}"] button`);
    event.preventDefault();
    next?.focus();
  };
  const onFocus = (event: FocusEvent) => {
    const at = (event.target as HTMLElement).closest<HTMLElement>("[data-at]")?.dataset.at;
    if (at) setCurrent(at);
  };
  const reached = table.current?.querySelector(`[data-at="${current}"]`) ? current : "0 0";
  return (
    <div className={css.frame} role="region" aria-label={t("compare.table")} tabIndex={0}>
      <table ref={table} className={cx(css.table, columns.length > roomy && css.narrow)}>
        <caption className="visually-hidden">{t("compare.table")}</caption>
        <thead>
          <tr>
            <th scope="col" className={css.corner}>{t("compare.element")}</th>
            {columns.map((one) => (
              <th key={one.key} scope="col" className={css.head} data-tooltip={[one.name, one.column.title, one.column.year].filter(Boolean).join(" · ")}>
                <Link
                  to={one.column.document_id ? `/strategies/documents/${one.column.document_id}/profile` : one.column.edition ? `/strategies/editions/${one.column.edition.id}` : `/strategies/places/${one.column.place}`}
                  search={one.column.document_id && wanted.vocabulary ? { vocabulary: wanted.vocabulary } : {}}
                >
                  <span className={css.name}>{one.name}</span> <span className={css.year}>{one.column.year}</span>
                </Link>
              </th>
            ))}
          </tr>
          <tr>
            <th scope="row" className={css.shareName}>{t("compare.share")}</th>
            {columns.map((one) => (
              <td key={one.key} className={css.share}>{one.column.share === null ? "" : t("percent", { value: hundredths(one.column.share) })}</td>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, line) => (
            <tr key={row.code} className={cx(areas.has(row.code) && css.area)}>
              <th scope="row" className={css.element}>
                {areas.has(row.code) ? (
                  <button type="button" className={css.fold} aria-expanded={!folded.includes(row.code)} onClick={() => fold(row.code)}>
                    {folded.includes(row.code) ? <ChevronRight size={16} aria-hidden /> : <ChevronDown size={16} aria-hidden />}
                    {row.code} {row.label}
                  </button>
                ) : (
                  <span className={css.leaf}><span className={css.code}>{row.code}</span> {row.label}</span>
                )}
              </th>
              {here.map((one, at) => {
                const cell = row.cells[one.at];
                const document = one.column.document_id;
                return (
                  <td key={one.key} className={css.value} data-at={`${line} ${at}`}>
                    {cell && document && (
                      <CellButton
                        cell={cell}
                        name={`${called(one)}, ${row.code} ${row.label}`}
                        open={wanted.of === document && wanted.element === row.code}
                        tabIndex={reached === `${line} ${at}` ? 0 : -1}
                        onOpen={() => change({ of: document, element: row.code })}
                        onKeyDown={onKeyDown}
                        onFocus={onFocus}
                      />
                    )}
                  </td>
                );
              })}
              {line === 0 &&
                without.map((one) => (
                  <td key={one.key} rowSpan={shown.length} className={cx(css.without, cellCss.none)}>
                    <span className={css.reason}>{t(one.column.text === "needs_ocr" ? "text.needs_ocr" : "text.none")}</span>
                  </td>
                ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
