// What a run is told on its command line.
export function options(argv) {
  const given = argv.slice(2);
  const only = given.find((one) => one.startsWith("--only="));
  return { quick: given.includes("--quick"), ...(only && { only: only.slice(7).split(",") }) };
}
