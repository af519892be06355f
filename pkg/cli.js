#!/usr/bin/env node
// The command line: which commands there are, their help, and what a caller learns from the exit code. What
// each does is in cli/; every figure comes from the engine.
import { readFileSync } from "node:fs";
import { diff, estimate, validate } from "./cli/guards.js";
import { Unreadable } from "./cli/input.js";
import { hint, Misuse, parse } from "./cli/options.js";
import { compare, price, route } from "./cli/prices.js";
import { harmless, json } from "./cli/print.js";
import { refresh } from "./cli/refresh.js";
import { usage } from "./cli/usage.js";
import { isPerpixelError } from "./inline.js";

const EXIT = { fine: 0, tripped: 1, misuse: 2, unreadable: 3 };
const commands = { diff, estimate, usage, price, compare, route, validate, refresh };

const columns = (rows) => {
  const longest = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, about]) => `  ${name.padEnd(longest)}  ${about}`).join("\n");
};

const HELP = `perpixel: what generative images and video cost, by the price catalogs that you give it

${columns(Object.entries(commands).map(([name, { about }]) => [name, about]))}

  perpixel <command> --help shows its options; perpixel --version the version.

exit codes
  0 fine  1 a guard tripped  2 wrong use  3 input that cannot be read
`;

function helpOf(name) {
  const { usage, about, options } = commands[name];
  const rows = Object.entries(options).map(([option, { value, about }]) => [
    value ? `--${option} ${value}` : `--${option}`,
    about,
  ]);
  return `perpixel ${name}: ${about}\n\nusage: perpixel ${name} ${usage} [options]\n\n${columns(rows)}\n`;
}

function commandOf(name) {
  if (Object.hasOwn(commands, name)) return commands[name];
  const what = name.startsWith("-") ? "option" : "command";
  throw new Misuse(
    `there is no ${what} \`${harmless(name)}\`${hint(name, [...Object.keys(commands), "--help", "--version"])}`,
  );
}

function checkArguments(name, { arguments: wanted, usage }, paths) {
  if (wanted === undefined ? paths.length > 0 : paths.length === wanted) return;
  const found =
    paths.length === 0 ? "there is none" : `there ${paths.length === 1 ? "is" : "are"} ${paths.length}`;
  const needs = wanted === undefined ? "a file" : wanted === 1 ? "one file" : `${wanted} files`;
  throw new Misuse(`\`${name}\` needs ${needs}, ${found}`, `usage: perpixel ${name} ${usage}`);
}

/** Whether an error names a place within a file, such as a line of a workload. */
const isDeep = (error) => isPerpixelError(error) && error.path?.lastIndexOf("/") > 0;

async function run([name, ...args]) {
  if (name === undefined) throw new Misuse("which command?");
  if (name === "--help" || name === "-h" || name === "help") return write(HELP);
  if (name === "--version") {
    const manifest = readFileSync(new URL("package.json", import.meta.url), "utf8");
    return write(`${JSON.parse(manifest).version}\n`);
  }
  const command = commandOf(name);
  const help = `\`perpixel ${name} --help\` shows what it takes`;
  try {
    const { values, positionals } = parse(args, command.options);
    if (values.help) return write(helpOf(name));
    checkArguments(name, command, positionals);
    const { answer, text, tripped = [] } = await command.run(values, positionals);
    if (tripped.length > 0) process.exitCode = EXIT.tripped;
    write(values.json ? json(answer) : text);
    for (const what of tripped) process.stderr.write(`perpixel: ${harmless(what)}\n`);
  } catch (error) {
    if (error instanceof Misuse) error.help ??= help;
    // The engine refuses an option's value, not a place in a file.
    if (error?.code === "bad_request" && !isDeep(error)) error.help = help;
    throw error;
  }
}

function write(text) {
  process.stdout.write(text);
}

// The engine's advice speaks of the package's methods.
const ADVICE = {
  unknown_model: "list the models with `perpixel compare <catalog.json>`",
  unknown_provider: "list the offers with `perpixel price <catalog.json> --model <id>`",
};

function complain(error) {
  const known = error instanceof Misuse || error instanceof Unreadable || isPerpixelError(error);
  const message = String(error?.message ?? error);
  const place = isDeep(error) && !message.includes(error.path) ? ` (at ${error.path})` : "";
  const help = known ? (ADVICE[error.code] ?? error.help) : "please report it, it is a mistake in perpixel";
  process.stderr.write(`perpixel: ${harmless(message + place)}\n`);
  process.stderr.write(help ? `  ${harmless(help)}\n` : "");
  process.exitCode = error instanceof Misuse ? EXIT.misuse : EXIT.unreadable;
}

// Who reads may leave early, as `head` does.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error) => {
    if (error.code === "EPIPE") process.exit();
    process.exitCode = EXIT.unreadable;
    if (stream === process.stdout) process.stderr.write(`perpixel: cannot write: ${error.code}\n`);
  });
}

await run(process.argv.slice(2)).catch((error) => {
  complain(
    error instanceof Misuse && !error.help
      ? new Misuse(error.message, "`perpixel --help` shows what there is")
      : error,
  );
});
