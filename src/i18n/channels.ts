import type { ChannelSpec, ChannelSpecs, PopulationSpec } from "../../workers/protocol";

/** Texts of channels in the language of the page; the same walk yields the English texts and shows the translations. */

type Say = (english: string) => string;

/** Texts of channels depend on the parameters, so they are looked up by their English wording, not by their place. */
export const channelKey = (experiment: string, english: string): string => `${experiment}.channels.${english}`;

const rows = (list: readonly PopulationSpec[], say: Say): PopulationSpec[] => list.map((row) => named(row, say));

const named = <T extends { readonly label: string }>(thing: T, say: Say): T => ({ ...thing, label: say(thing.label) });

function relabel(spec: ChannelSpec, say: Say): ChannelSpec {
  const texts = { label: say(spec.label), doc: say(spec.doc) };
  switch (spec.kind) {
    case "spikes":
      return { ...spec, ...texts, populations: rows(spec.populations, say) };
    case "trace":
      return {
        ...spec,
        ...texts,
        signals: spec.signals.map((signal) => ({
          ...named(signal, say),
          guides: signal.guides?.map((guide) => named(guide, say)),
        })),
      };
    case "vector":
      return {
        ...spec,
        ...texts,
        value: named(spec.value, say),
        index: named(spec.index, say),
        groups: rows(spec.groups, say),
      };
    case "pairs":
      return { ...spec, ...texts, weight: named(spec.weight, say) };
    case "curve":
      return {
        ...spec,
        ...texts,
        x: named(spec.x, say),
        y: named(spec.y, say),
        series: spec.series.map((line) => named(line, say)),
        guides: spec.guides?.map((guide) => named(guide, say)),
      };
    case "plane":
      return {
        ...spec,
        ...texts,
        x: named(spec.x, say),
        y: named(spec.y, say),
        nullclines: spec.nullclines.map((line) => named(line, say)),
      };
    case "map":
      return {
        ...spec,
        ...texts,
        x: named(spec.x, say),
        y: named(spec.y, say),
        value: named(spec.value, say),
        places: spec.places.map((place) => named(place, say)),
        lines: spec.lines.map((line) => named(line, say)),
      };
    case "graph":
      return { ...spec, ...texts, populations: rows(spec.populations, say) };
    case "wiring":
      return {
        ...spec,
        ...texts,
        populations: rows(spec.populations, say),
        value: named(spec.value, say),
        activity: named(spec.activity, say),
      };
    case "matrix":
      return {
        ...spec,
        ...texts,
        value: named(spec.value, say),
        row: named(spec.row, say),
        column: named(spec.column, say),
        ...(spec.flags !== undefined && { flags: spec.flags.map((flag) => named(flag, say)) }),
      };
    case "lattice":
      return {
        ...spec,
        ...texts,
        value: named(spec.value, say),
        current: named(spec.current, say),
        voltage: named(spec.voltage, say),
        ...(spec.flags !== undefined && { flags: spec.flags.map((flag) => named(flag, say)) }),
        ...(spec.input !== undefined && { input: say(spec.input) }),
        ...(spec.output !== undefined && { output: say(spec.output) }),
      };
    case "paths":
      return { ...spec, ...texts, value: named(spec.value, say) };
    case "inside":
      return { ...spec, ...texts, quantities: spec.quantities.map((quantity) => named(quantity, say)) };
    case "scalar":
      return {
        ...spec,
        ...texts,
        gauge: spec.gauge && { ...spec.gauge, guide: spec.gauge.guide && named(spec.gauge.guide, say) },
      };
  }
}

/** Channels with every text passed through `say`. */
export const relabelled = (specs: ChannelSpecs, say: Say): ChannelSpecs =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, relabel(spec, say)]));
