import { readFile, writeFile } from "node:fs/promises";
import { main } from "./lab";

/** The program behind `npm run lab`. */
process.exitCode = await main(process.argv.slice(2), {
  stdout: (text) => void process.stdout.write(text),
  stderr: (text) => void process.stderr.write(text),
  readFile: (path) => readFile(path),
  writeFile: (path, text) => writeFile(path, text),
});
