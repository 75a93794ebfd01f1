import { z } from "zod";
import type { Experiment } from "../experiments/_experiment";
import { fail, ok, type Result } from "../protocol";
import { fault } from "./record";
import { specOf } from "./validate";

/**
 * What a link or a session file says about the page around a run: what was shown, and which controls a class gets.
 * Nothing in here changes the simulation.
 */

/** Names of views and of steps of a lesson. */
const name = z.string().regex(/^[A-Za-z][\w.-]{0,59}$/, "no name of the lab");
const MOST_NAMES = 60;
/** Beyond that no view goes; each keeps its own, narrower bounds. */
const FARTHEST = 100;

/** A place from which things in space are seen, by name, or as `Viewpoint` of the views gives it, in radians and shares. */
const place = z.union([
  name,
  z.strictObject({
    yaw: z.number().min(-FARTHEST).max(FARTHEST),
    pitch: z.number().min(-FARTHEST).max(FARTHEST),
    zoom: z.number().positive().max(FARTHEST),
    x: z.number().min(-FARTHEST).max(FARTHEST),
    y: z.number().min(-FARTHEST).max(FARTHEST),
  }),
]);
const PLACE = ["yaw", "pitch", "zoom", "x", "y"] as const;

const end = z.int().min(0).max(1e6);

/** How the view of a channel in space is seen, where that is not as it was at first. */
const look = z
  .strictObject({
    channel: name,
    from: place.optional(),
    /** Where the neurons of a network stand. */
    layout: name.optional(),
    /** What of a block is shown: first and last layer, then the same along x and along y. */
    slice: z.tuple([end, end, end, end, end, end]).optional(),
    /** How far the layers of a block are apart: 0 as they are, 1 as far as the view takes them. */
    explode: z.number().min(0).max(1).optional(),
    /** Active cells alone. */
    xray: z.boolean().optional(),
  })
  .refine(({ channel: _, ...seen }) => Object.values(seen).some((part) => part !== undefined), "says nothing");

const pageState = z.strictObject({
  /** View that is brought to the front. */
  view: name.optional(),
  /** View that fills the area. */
  max: name.optional(),
  /** Views that do not follow the run. */
  hold: z.array(name).max(MOST_NAMES).optional(),
  /** Views in front of those that share a place with them, where these are not the usual ones. */
  front: z.array(name).max(MOST_NAMES).optional(),
  look: look.optional(),
  select: z
    .strictObject({
      kind: z.enum(["neuron", "synapse", "cell", "site"]),
      index: z
        .int()
        .min(0)
        .max(2 ** 32 - 1),
    })
    .optional(),
  /** Asked speed, biological time per wall time. */
  speed: z.union([z.number().positive().max(1e6), z.literal("max")]).optional(),
  /** Whether the run goes on by itself when it is opened. */
  run: z.boolean().optional(),
  /** Step at which the lesson is open; "" where the device left it. */
  lesson: z.union([z.literal(""), name]).optional(),
});

export type PageState = z.output<typeof pageState>;

/** Parts of the page that a class link can show. */
export const PARTS = ["presets", "actions", "lesson", "transport", "compare", "share"] as const;
export type Part = (typeof PARTS)[number];

const classroom = z.strictObject({
  /** Locked: nothing else can be changed at all. Free: the rest is behind a button. Null: nothing was chosen. */
  mode: z.enum(["locked", "free"]).nullable(),
  /** Parameters that are shown, by path. */
  params: z.union([z.literal("all"), z.array(z.string().max(120)).max(400)]),
  views: z.union([z.literal("all"), z.array(name).min(1).max(MOST_NAMES)]),
  show: z.array(z.enum(PARTS)).max(PARTS.length),
  /** For a frame in another page: no head, no list of experiments. */
  embed: z.boolean(),
  /** Language tag and theme that the link asks for. */
  lang: z
    .string()
    .regex(/^[a-z]{2}(-[A-Z]{2})?$/, "no language")
    .optional(),
  theme: z.enum(["light", "dark"]).optional(),
});

export type ClassSettings = z.output<typeof classroom>;

/** Everything is shown and may be changed. */
export const OPEN_CLASS: ClassSettings = { mode: null, params: "all", views: "all", show: [...PARTS], embed: false };

/** A frame of which nothing is said. */
export const BARE_FRAME: ClassSettings = { ...OPEN_CLASS, params: [], show: ["transport"], embed: true };

export const isOpenClass = ({ mode, embed }: ClassSettings): boolean => mode === null && !embed;

/** Checks what a file or a link says about the page. */
export function parsePage(input: unknown): Result<PageState> {
  const parsed = pageState.safeParse(input);
  return parsed.success ? ok(parsed.data) : fault("page", parsed.error, input);
}

export function parseClass(experiment: Experiment, input: unknown): Result<ClassSettings> {
  const parsed = classroom.safeParse(input);
  if (!parsed.success) return fault("class", parsed.error, input);
  const { params } = parsed.data;
  const strange = params === "all" ? undefined : params.find((path) => specOf(experiment.schema, path) === undefined);
  return strange === undefined
    ? ok(parsed.data)
    : fail("value", "params", `the class link names ${strange}, which is not a parameter of ${experiment.id}`);
}

/** A SHA-256 as links and files hold it. */
export const DIGEST = /^[0-9a-f]{64}$/;

/** Keys of a link that speak about the page. */
export const PAGE_KEYS = ["view", "max", "hold", "front", "look", "select", "speed", "run", "lesson"] as const;
export const CLASS_KEYS = ["class", "params", "views", "show", "embed", "lang", "theme"] as const;

type Texts = ReadonlyMap<string, string>;

const list = (text: string | undefined): string[] | undefined =>
  text === undefined ? undefined : text === "" ? [] : text.split(",");

const defined = (entries: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== undefined));

function selection(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const [kind, index, ...rest] = text.split(":");
  return rest.length === 0 ? { kind, index: index === undefined || index === "" ? index : Number(index) } : text;
}

const yesNo = (text: string | undefined): unknown => (text === "1" ? true : text === "0" ? false : text);

/** An empty text is no number. */
const numeric = (text: string | undefined): unknown => (text === undefined || text === "" ? text : Number(text));

/** Reads `channel:place:key=text:...`, the place by its name, by five numbers or not at all. */
function readLook(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  const [channel, ...parts] = text.split(":");
  const places = parts.filter((part) => !part.includes("="));
  const named = parts.filter((part) => part.includes("=")).map((part) => part.split("=") as [string, string]);
  if (![0, 1, PLACE.length].includes(places.length)) return text;
  const from =
    places.length > 1 ? Object.fromEntries(PLACE.map((key, i) => [key, numeric(places[i])])) : (places[0] ?? undefined);
  // Names that are not known stay, and are refused with the rest.
  const { slice, explode, xray, ...others } = Object.fromEntries(named);
  return defined({
    ...others,
    channel,
    from,
    slice: slice?.split("-").map(numeric),
    explode: numeric(explode),
    xray: yesNo(xray),
  });
}

function lookText({ channel, from, layout, slice, explode, xray }: NonNullable<PageState["look"]>): string {
  const place = from === undefined ? [] : typeof from === "string" ? [from] : PLACE.map((key) => from[key]);
  return [
    channel,
    ...place,
    ...(layout === undefined ? [] : [`layout=${layout}`]),
    ...(slice === undefined ? [] : [`slice=${slice.join("-")}`]),
    ...(explode === undefined ? [] : [`explode=${explode}`]),
    ...(xray === undefined ? [] : [`xray=${xray ? 1 : 0}`]),
  ].join(":");
}

/** Reads the page's keys of a link. */
export const readPage = (texts: Texts): Result<PageState> =>
  parsePage(
    defined({
      view: texts.get("view"),
      max: texts.get("max"),
      hold: list(texts.get("hold")),
      front: list(texts.get("front")),
      look: readLook(texts.get("look")),
      select: selection(texts.get("select")),
      speed: texts.get("speed") === "max" ? "max" : texts.has("speed") ? Number(texts.get("speed")) : undefined,
      run: yesNo(texts.get("run")),
      lesson: texts.get("lesson"),
    }),
  );

/** Reads the keys of a class link; everything is open where there are none. */
export function readClass(experiment: Experiment, texts: Texts): Result<ClassSettings> {
  const embed = texts.get("embed");
  const mode = texts.get("class") ?? null;
  if (mode === null && embed === undefined) {
    const stray = ["params", "views", "show", "lang", "theme"].find((key) => texts.has(key));
    if (stray !== undefined) return fail("value", stray, `${stray} belongs to class=locked, class=free or embed`);
  }
  const bare = mode === null && embed !== undefined;
  const names = (key: string, otherwise: "all" | []) =>
    texts.get(key) === "all" ? "all" : texts.get(key) === "none" ? [] : (list(texts.get(key)) ?? otherwise);
  return parseClass(
    experiment,
    defined({
      mode,
      params: names("params", bare ? [] : "all"),
      views: names("views", "all"),
      show: list(texts.get("show")) ?? (bare ? ["transport"] : [...PARTS]),
      embed: embed === undefined ? false : embed === "" || embed === "1" ? true : embed,
      lang: texts.get("lang"),
      theme: texts.get("theme"),
    }),
  );
}

/** Keys and texts that `readPage` leads back from. */
export function writePage(page: PageState): (readonly [string, string])[] {
  const { view, max, hold, front, select, speed, run, lesson } = page;
  return [
    ...(view === undefined ? [] : [["view", view] as const]),
    ...(max === undefined ? [] : [["max", max] as const]),
    ...(hold === undefined || hold.length === 0 ? [] : [["hold", hold.join(",")] as const]),
    ...(front === undefined || front.length === 0 ? [] : [["front", front.join(",")] as const]),
    ...(page.look === undefined ? [] : [["look", lookText(page.look)] as const]),
    ...(select === undefined ? [] : [["select", `${select.kind}:${select.index}`] as const]),
    ...(speed === undefined ? [] : [["speed", String(speed)] as const]),
    ...(run === undefined ? [] : [["run", run ? "1" : "0"] as const]),
    ...(lesson === undefined ? [] : [["lesson", lesson] as const]),
  ];
}

/** Keys and texts that `readClass` leads back from. */
export function writeClass(settings: ClassSettings): (readonly [string, string])[] {
  const { mode, params, views, show, embed, lang, theme } = settings;
  const chosen = mode !== null || embed;
  const bare = mode === null && embed;
  const same = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((x) => b.includes(x));
  const text = (names: "all" | readonly string[]) => (names === "all" ? "all" : names.join(",") || "none");
  return [
    ...(embed ? [["embed", "1"] as const] : []),
    ...(mode === null ? [] : [["class", mode] as const]),
    ...(chosen && text(params) !== (bare ? "none" : "all") ? [["params", text(params)] as const] : []),
    ...(chosen && views !== "all" ? [["views", views.join(",")] as const] : []),
    ...(chosen && !same(show, bare ? ["transport"] : PARTS) ? [["show", show.join(",")] as const] : []),
    ...(lang === undefined ? [] : [["lang", lang] as const]),
    ...(theme === undefined ? [] : [["theme", theme] as const]),
  ];
}
