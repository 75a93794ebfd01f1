import { type Notice, notify } from "../stores/notices";
import { saveNow } from "../stores/saving";
import { recall, remember } from "../stores/storage";

/**
 * Work without a network: registers the service worker that keeps a copy of the whole build, and tells when a new version
 * waits. Nothing reloads by itself; the person says when, and the run is saved first.
 */

/** A page that stays open for days asks for a new version when somebody comes back to it, at most this often. */
const ASK_AGAIN_MS = 3_600_000;

interface Said {
  /** Where service workers take over this page. */
  readonly container: Pick<ServiceWorkerContainer, "controller" | "addEventListener">;
  readonly notify: (notice: Notice) => void;
  /** Saves the run and loads the page anew. */
  readonly reload: () => void;
}

/**
 * Tells what becomes of a registration: once that the lab works offline, and of every new version that it is there. It is let
 * in when it is asked for, here or in another tab; only the tab that asked reloads.
 */
export function watchVersions(registration: ServiceWorkerRegistration, { container, notify: say, reload }: Said): void {
  let letIn = false;
  const offer = (worker: ServiceWorker): void => {
    const run = (): void => {
      letIn = true;
      if (worker.state === "activated") reload();
      worker.addEventListener("statechange", () => {
        if (worker.state === "activated") reload();
      });
      worker.postMessage({ type: "SKIP_WAITING" });
    };
    say({ tone: "info", title: "offline.update", stays: true, action: { label: "offline.reload", run } });
  };
  // Another tab has let a new version in: parts that this one has not loaded yet may be gone. The first version is no news.
  let controlled = container.controller !== null;
  container.addEventListener("controllerchange", () => {
    if (controlled && !letIn) {
      const action = { label: "offline.reload", run: reload } as const;
      say({ tone: "info", title: "offline.update", text: { key: "offline.changed" }, stays: true, action });
    }
    controlled = true;
  });
  if (registration.waiting !== null && registration.active !== null) offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing;
    if (worker === null) return;
    const first = registration.active === null;
    worker.addEventListener("statechange", () => {
      if (worker.state !== (first ? "activated" : "installed")) return;
      if (!first) offer(worker);
      else if (recall("offlineSaid", (value) => value === true) === undefined) {
        remember("offlineSaid", true);
        say({ tone: "success", title: "offline.ready" });
      }
    });
  });
}

/** Adds the manifest by which the lab can be installed; a browser would complain about one under file://. */
function linkManifest(): void {
  const href = new URL("lab.webmanifest", document.baseURI).href;
  document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href }));
}

/** Saves the run and loads the page anew; asks first where the run would be lost. */
export async function saveAndReload(reload: () => void = () => location.reload()): Promise<void> {
  if (await saveNow()) {
    reload();
    return;
  }
  notify({
    tone: "error",
    title: "offline.unsaved",
    text: { key: "offline.unsavedText" },
    stays: true,
    action: { label: "offline.reloadAnyway", run: reload },
  });
}

/**
 * Makes the lab work offline, where it is served by a web server and stands in a window of its own; does nothing elsewhere, and
 * nothing where the browser refuses, e.g. in a private window.
 */
export async function goOffline(): Promise<void> {
  if (!location.protocol.startsWith("http") || window.top !== window.self) return;
  linkManifest();
  if (!("serviceWorker" in navigator)) return;
  const registration = await navigator.serviceWorker.register("./sw.js").catch(() => undefined);
  if (registration === undefined) return;
  watchVersions(registration, {
    container: navigator.serviceWorker,
    notify,
    reload: () => void saveAndReload(),
  });
  let asked = performance.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || performance.now() - asked < ASK_AGAIN_MS) return;
    asked = performance.now();
    // Without a network there is nothing new to be had.
    registration.update().catch(() => {});
  });
}
