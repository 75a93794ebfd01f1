import { version } from "../../package.json";
import type { ExperimentId } from "../../workers/catalog";
import { methodsText } from "../../workers/params/methods";
import type { ChannelData } from "../../workers/protocol";
import { EXPERIMENTS } from "../experiments/declarations";
import { feed } from "../stores/feed";
import { useLab } from "../stores/labStore";
import { parameterLink } from "../stores/link";
import { notify, notifyError } from "../stores/notices";
import { client, confirmedParams } from "../stores/session";
import { THEMES } from "../ui/colors";
import { copyText, download, fileName } from "../ui/download";
import { exportPng } from "../views/exportPng";
import { loadView, type ViewId } from "../views/registry";
import { channelNpy } from "./channelNpy";

/** Saving what a view shows. */

export interface SavedView {
  readonly view: ViewId;
  readonly channels: Readonly<Record<string, string>>;
  readonly title: string;
}

export const nothing = (): void => notify({ tone: "info", title: "export.nothing" });

export const named = (title: string, ending: string): string =>
  fileName(useLab.getState().experiment ?? "", title, `t${Math.round(feed.clock().time)}ms.${ending}`);

/** `light` is for paper: the colours of the light theme, whatever the screen shows. */
export async function savePicture({ title }: SavedView, card: HTMLElement | null, light = false): Promise<void> {
  const picture = card === null ? null : await exportPng(card, title, light ? THEMES.light : undefined);
  if (picture === null) nothing();
  else download(named(title, "png"), picture);
}

export async function saveCsv({ view, channels, title }: SavedView): Promise<void> {
  const { csv } = await loadView(view);
  const text = csv?.({ feed, channels, params: useLab.getState().params });
  if (text === undefined || text === "") nothing();
  else download(named(title, "csv"), new Blob([text], { type: "text/csv" }));
}

/** JSON has no typed arrays and no NaN: lists, and null for a missing value. */
const plain = (_: string, value: unknown): unknown => {
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float32Array);
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
};

export function saveJson({ view, channels, title }: SavedView): void {
  const { experiment, seed } = useLab.getState();
  const data: Record<string, { spec: unknown; data: ChannelData | null }> = {};
  for (const name of new Set(Object.values(channels))) {
    const spec = feed.spec(name);
    if (spec !== undefined) data[name] = { spec, data: feed.history(name, spec.kind)?.read() ?? null };
  }
  const document = { experiment, view, seed, params: confirmedParams(), time_ms: feed.clock().time, channels: data };
  download(named(title, "json"), new Blob([JSON.stringify(document, plain)], { type: "application/json" }));
}

/** One file per channel that has something. */
export function saveNpy({ channels, title }: SavedView): void {
  let saved = 0;
  for (const name of new Set(Object.values(channels))) {
    const spec = feed.spec(name);
    const data = spec === undefined ? null : (feed.history(name, spec.kind)?.read() ?? null);
    const file =
      spec === undefined || data === null ? null : channelNpy(spec, data, feed.clock().stepMs, feed.clock().clock);
    if (file === null) continue;
    download(named(`${title}-${name}`, "npy"), new Blob([file], { type: "application/octet-stream" }));
    saved++;
  }
  if (saved === 0) nothing();
}

/** Saves what a paper says about the run that is open. */
export async function saveMethods(id: ExperimentId): Promise<void> {
  const forked = await client().fork();
  if (!forked.ok) {
    notifyError(forked.error);
    return;
  }
  const { seed, log, step } = forked.value.record;
  // Edits of several parameters at once count as one, and what lies ahead after a step back has not happened.
  const changes = log.filter((command) => command.step <= step && !(command.type === "set" && command.joins)).length;
  const text = methodsText({ experiment: EXPERIMENTS[id], params: confirmedParams(), seed, version, changes });
  download(fileName(id, `seed-${seed}`, "methods.md"), new Blob([text], { type: "text/markdown" }));
}

/** Copies a link that opens the present parameters with this view in front. */
export async function copyViewLink(experiment: ExperimentId, slot: string): Promise<void> {
  const link = parameterLink(experiment, confirmedParams(), useLab.getState().seed, { page: { view: slot } });
  const copied = await copyText(link);
  notify(
    copied ? { tone: "success", title: "share.copied" } : { tone: "error", title: "share.copyFailed", text: link },
  );
}
