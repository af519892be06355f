// What a row shows in the columns that are shown only where a reader has chosen them.

import type { ComponentChildren } from "preact";
import type { ColumnKey } from "../compare/columns.ts";
import { weightsName } from "../compare/facet-names.ts";
import type { TableRow } from "../engine/protocol.ts";
import { day, times } from "../format.ts";
import { MODE_NAMES } from "../job.ts";
import { t } from "../language.ts";
import { visible } from "../names.ts";
import { Unknown, unpriced } from "./cells.tsx";
import { SourceLink } from "./source-link.tsx";
import { STATUS_NAMES } from "./status-names.ts";

export function RareCell({ column, row }: { column: ColumnKey; row: TableRow }): ComponentChildren {
  const { cheapest } = row;
  switch (column) {
    case "multiple":
    case "spread":
      return times(row[column]) || <Unknown />;
    case "modes":
      return row.modes.map((mode) => t(MODE_NAMES[mode])).join(", ");
    case "status":
      return cheapest ? t(STATUS_NAMES[cheapest.status]) : <Unknown text={unpriced(row)} />;
    case "weights":
      return row.weights ? weightsName(row.weights) : <Unknown />;
    case "source":
      if (!cheapest) return <Unknown />;
      return (
        <>
          {cheapest.url && <SourceLink url={cheapest.url} />}
          <small>{visible(cheapest.source)}</small>
        </>
      );
    case "checked":
      return day(cheapest?.checked) ?? <Unknown />;
    case "retires":
      return day(row.retires);
    default:
      return null;
  }
}
