// Runs a JavaScript example of the README as a module. Usage: node readme-snippet.mjs <base64 text>
import {rmSync, writeFileSync} from 'node:fs';

const file = new URL(`./.snippet-${process.pid}.mjs`, import.meta.url);
writeFileSync(file, Buffer.from(process.argv[2], 'base64'));
try {
  await import(file);
} finally {
  rmSync(file);
}
