import { parseArgs } from "node:util";
import { createServer } from "vite";
import { ROOT, stop } from "../prepare.mjs";

// `npm start [-- --port 5173] [--host [address]] [--no-open]`: serves the lab for work on it and opens a browser.

/** True where a browser window could be seen. */
function hasDisplay() {
  const { CI, DISPLAY, WAYLAND_DISPLAY, SSH_CONNECTION } = process.env;
  if (CI !== undefined || SSH_CONNECTION !== undefined) return false;
  return process.platform !== "linux" || (DISPLAY ?? WAYLAND_DISPLAY ?? "") !== "";
}

function readOptions() {
  // `--host` alone means every address; `--host x` that one.
  const args = process.argv.slice(2).flatMap((arg, i, all) => {
    const next = all[i + 1];
    return arg === "--host" && (next === undefined || next.startsWith("--")) ? ["--host", "0.0.0.0"] : [arg];
  });
  try {
    const { values } = parseArgs({
      args,
      options: { port: { type: "string" }, host: { type: "string" }, "no-open": { type: "boolean" } },
    });
    const port = values.port === undefined ? undefined : Number(values.port);
    if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
      stop(`--port must be an integer between 1 and 65535, got ${values.port}`);
    }
    return { port, host: values.host, open: values["no-open"] !== true && hasDisplay() };
  } catch (error) {
    return stop(/** @type {Error} */ (error).message);
  }
}

const { port, host, open } = readOptions();
const server = await createServer({ root: ROOT, server: { port, strictPort: port !== undefined, host, open } });
await server.listen();
server.printUrls();
server.bindCLIShortcuts({ print: true });
