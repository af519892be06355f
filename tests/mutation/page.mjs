// What Stryker's last run found of the page's modules: a table by module, every fault that no test caught, and the
// line that a long check ends with. The run itself is `.make/mutation page`.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const LEAST_PERCENT = 90;
const report = fileURLToPath(new URL("../../target/mutation/page.json", import.meta.url));
const { files } = JSON.parse(readFileSync(report, "utf8"));

const CAUGHT = ["Killed", "Timeout"];
const MISSED = ["Survived", "NoCoverage"];
const count = (mutants, statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
const percent = (caught, missed) => (100 * caught) / Math.max(1, caught + missed);

let [allCaught, allMissed] = [0, 0];
const missed = [];
console.log("module                            faults  caught  missed  caught of all");
for (const [file, { mutants, source }] of Object.entries(files)) {
  const [caught, not] = [count(mutants, CAUGHT), count(mutants, MISSED)];
  allCaught += caught;
  allMissed += not;
  const columns = [caught + not, caught, not].map((figure, at) => String(figure).padStart([7, 6, 6][at]));
  const share = percent(caught, not).toFixed(1).padStart(6);
  console.log(`${file.replace("www/src/", "").padEnd(32)} ${columns.join("  ")}  ${share} %`);
  const lines = source.split("\n");
  for (const { status, location, mutatorName, replacement } of mutants) {
    if (!MISSED.includes(status)) continue;
    const { start, end } = location;
    const last = start.line === end.line ? end.column - 1 : undefined;
    const text = lines[start.line - 1].slice(start.column - 1, last);
    missed.push(
      `missed ${file}:${start.line}:${start.column} ${mutatorName}: ${text} → ${replacement?.split("\n")[0]}`,
    );
  }
}
console.log(missed.join("\n"));
const share = percent(allCaught, allMissed);
console.log(
  `result: ${allCaught} of ${allCaught + allMissed} faults of the page's modules caught, ${share.toFixed(1)} %`,
);
process.exitCode = share >= LEAST_PERCENT ? 0 : 1;
