// Two parts of one application, each with its own form of the package: errors and handles of the one are known to
// the other, or refused in words.
const required = require("perpixel");

async function main() {
  const imported = await import("perpixel");
  const [error] = (await Promise.allSettled([imported.load("garbage")])).map(({ reason }) => reason);
  console.log(
    JSON.stringify({
      names: [Object.keys(required), Object.keys(imported)].map((names) => names.toSorted().join()),
      known: required.isPerpixelError(error),
      inline: require("perpixel/inline") === required,
    }),
  );
}

main();
