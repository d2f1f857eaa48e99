import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import css from "./Table.module.css";

export interface Sort {
  column: string;
  descending: boolean;
}

export interface Column<Row> {
  key: string;
  header: ReactNode;
  cell: (row: Row) => ReactNode;
  /** Numbers stand at the end, in figures of equal width. */
  numeric?: boolean;
  sortable?: boolean;
  /** Names the row for screen readers; one column has it. */
  rowHeader?: boolean;
  width?: string;
  /** Holds the row's buttons: at the end, level with the first line. */
  actions?: boolean;
  /** Left out on narrow windows. */
  wideOnly?: boolean;
  /** On narrow windows it stands under the row's name, and not in a column of its own. */
  under?: boolean;
}

export interface TableProps<Row> {
  /** Says what the table holds; read by screen readers. */
  caption: string;
  columns: Column<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  sort?: Sort | null;
  onSort?: (sort: Sort) => void;
  /** Makes the first cell's link cover the row: mark that link with `data-row-link`. */
  linked?: boolean;
  /** Centres the cells on their row, for rows of controls. */
  middle?: boolean;
  /** Shown in place of rows when there are none. */
  empty?: ReactNode;
}

/** A dense table for comparing. Its header stays in view; on narrow windows it scrolls sideways in its frame. */
export function Table<Row>({ caption, columns, rows, rowKey, sort, onSort, linked, middle, empty }: TableProps<Row>) {
  const cellClass = (column: Column<Row>) => cx(column.numeric && css.numeric, column.actions && css.actions, (column.wideOnly || column.under) && css.wideOnly);
  const under = columns.filter((column) => column.under);
  const header = (column: Column<Row>) => {
    if (!column.sortable || !onSort) return column.header;
    const active = sort?.column === column.key;
    const Icon = !active ? ChevronsUpDown : sort.descending ? ArrowDown : ArrowUp;
    return (
      <button
        type="button"
        className={css.sort}
        onClick={() => onSort({ column: column.key, descending: active ? !sort.descending : false })}
      >
        {column.header}
        <Icon size={14} aria-hidden />
      </button>
    );
  };
  const order = (column: Column<Row>) => {
    if (!column.sortable || !onSort) return undefined;
    if (sort?.column !== column.key) return "none";
    return sort.descending ? "descending" : "ascending";
  };
  return (
    <div className={css.frame} role="region" aria-label={caption} tabIndex={0}>
      <table className={cx(css.table, linked && css.linked, middle && css.middle)}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" aria-sort={order(column)} className={cellClass(column)} style={{ width: column.width }}>
                {header(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column) =>
                column.rowHeader ? (
                  <th key={column.key} scope="row" className={cellClass(column)}>
                    {column.cell(row)}
                    {under.map((one) => (
                      <div key={one.key} className={css.narrowOnly}>
                        {one.cell(row)}
                      </div>
                    ))}
                  </th>
                ) : (
                  <td key={column.key} className={cellClass(column)}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 && empty}
    </div>
  );
}
