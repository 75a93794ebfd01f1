import type { AxisSpec, ChannelSpec, ChannelSpecs, PopulationSpec } from "../../workers/protocol";

/** Texts of channels in the language of the page; the same walk yields the English texts and shows the translations. */

type Say = (english: string) => string;

/** Texts of channels depend on the parameters, so they are looked up by their English wording, not by their place. */
export const channelKey = (experiment: string, english: string): string => `${experiment}.channels.${english}`;

const rows = (list: readonly PopulationSpec[], say: Say): PopulationSpec[] =>
  list.map((row) => ({ ...row, label: say(row.label) }));

const axis = (spec: AxisSpec, say: Say): AxisSpec => ({ ...spec, label: say(spec.label) });

function relabel(spec: ChannelSpec, say: Say): ChannelSpec {
  const named = { label: say(spec.label), doc: say(spec.doc) };
  switch (spec.kind) {
    case "spikes":
      return { ...spec, ...named, populations: rows(spec.populations, say) };
    case "trace":
      return {
        ...spec,
        ...named,
        signals: spec.signals.map((signal) => ({
          ...signal,
          label: say(signal.label),
          guides: signal.guides?.map((guide) => ({ ...guide, label: say(guide.label) })),
        })),
      };
    case "vector":
      return {
        ...spec,
        ...named,
        value: axis(spec.value, say),
        index: axis(spec.index, say),
        groups: rows(spec.groups, say),
      };
    case "pairs":
      return { ...spec, ...named, weight: axis(spec.weight, say) };
    case "curve":
      return {
        ...spec,
        ...named,
        x: axis(spec.x, say),
        y: axis(spec.y, say),
        series: spec.series.map((line) => ({ ...line, label: say(line.label) })),
      };
    case "scalar":
      return { ...spec, ...named };
  }
}

/** Channels with every text passed through `say`. */
export const relabelled = (specs: ChannelSpecs, say: Say): ChannelSpecs =>
  Object.fromEntries(Object.entries(specs).map(([name, spec]) => [name, relabel(spec, say)]));
