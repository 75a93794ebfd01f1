type Require = (path: string) => unknown;
type Factory = (require: Require, exports: unknown, module: { exports: unknown }) => void;

/**
 * Runs in the page (it is put there as text, so it must not refer to anything outside): links the chunks of the build,
 * which are CommonJS wrapped into classic scripts.
 *
 * @param lazy For each chunk that is loaded on demand, the files to fetch first, in any order.
 */
export function chunkLoader(lazy: Readonly<Record<string, readonly string[]>>) {
  const folder = new URL(".", (document.currentScript as HTMLScriptElement).src);
  const factories = new Map<string, Factory>();
  const modules = new Map<string, { exports: unknown }>();
  const fetched = new Map<string, Promise<void>>();

  const require: Require = (path) => {
    const file = path.slice("./".length);
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const factory = factories.get(file);
    if (factory === undefined) throw new Error(`${file} is not loaded`);
    const module = { exports: {} };
    // Entered before it runs, so that chunks which import each other find what is there so far.
    modules.set(file, module);
    factory(require, module.exports, module);
    return module.exports;
  };

  const append = (file: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const href = new URL(file, folder).href;
      const element = file.endsWith(".css")
        ? Object.assign(document.createElement("link"), { rel: "stylesheet", href })
        : Object.assign(document.createElement("script"), { src: href });
      const fail = () => {
        element.remove();
        // A later attempt may succeed, e.g. when the network is back.
        fetched.delete(file);
        reject(new Error(`${file} could not be loaded`));
      };
      element.onerror = fail;
      // A server may answer with some page of its own where the file is gone.
      element.onload = () => (file.endsWith(".css") || factories.has(file) ? resolve() : fail());
      document.head.append(element);
    });

  const fetchOnce = (file: string): Promise<void> => {
    const present = fetched.get(file) ?? append(file);
    fetched.set(file, present);
    return present;
  };

  const define = (file: string, factory: Factory): void => {
    factories.set(file, factory);
  };

  return {
    define,
    /** Defines the entry chunk and runs it. */
    run(file: string, factory: Factory): void {
      define(file, factory);
      require(`./${file}`);
    },
    /** Loads a lazy chunk with all that it needs; `require` finds it afterwards. */
    load: (file: string): Promise<unknown> => Promise.all((lazy[file] ?? []).map(fetchOnce)),
  };
}
