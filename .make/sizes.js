// Prints what files weigh, as they are and as a server sends them: node sizes.js <file>...
import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

for (const file of process.argv.slice(2)) {
  const bytes = readFileSync(file);
  console.log(
    `${file}  ${kilobytes(bytes.length)}, ${kilobytes(brotliCompressSync(bytes).length)} with brotli`,
  );
}
