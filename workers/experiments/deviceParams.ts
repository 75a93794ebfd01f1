import { z } from "zod";
import { nonIdealities } from "../devices/nonIdealParams";
import { type Condition, choice, group, integer, type ParamMeta, real, stepped } from "../params/schema";
import { type DeviceId, deviceModels, modelGroups } from "./deviceModels";
import { overlapParams } from "./deviceOverlapParams";
import { stimulusParams } from "./deviceStimulusParams";

/** Parameters of the bench of devices. */

const BENCH: Condition = { path: "setup", in: ["bench"] };
const rebuilds = { live: false } as const;

const idsOf = (byCurrent: boolean): string[] =>
  deviceModels.filter(({ driven }) => (driven === "current") === byCurrent).map(({ id }) => id);

const BY_VOLTAGE: Condition = { path: "model", in: idsOf(false) };

/** The same group, which matters on the bench only. */
function onBench<S extends z.core.$ZodLooseShape>(shape: S): S {
  return Object.fromEntries(
    Object.entries(shape).map(([key, type]) => {
      if (type instanceof z.ZodPrefault) {
        return [key, group(onBench((type.unwrap() as z.ZodObject<z.core.$ZodLooseShape>).shape))];
      }
      const leaf = type as z.ZodType;
      const meta = leaf.meta() as unknown as ParamMeta;
      return [key, leaf.meta({ ...meta, when: [BENCH, ...[meta.when ?? []].flat()] })];
    }),
  ) as S;
}

const shapeOf = <S extends z.core.$ZodLooseShape>(of: z.ZodPrefault<z.ZodObject<S, z.core.$strict>>): S =>
  of.unwrap().shape as S;

const models = deviceModels.map(({ id, label, doc }) => ({ value: id as DeviceId, label, doc }));

export const deviceSchema = z.strictObject({
  setup: choice({
    ...rebuilds,
    label: "Set-up",
    symbol: "\\text{set-up}",
    unit: "1",
    group: "setup",
    default: "bench",
    doc: "What is done with the device.",
    choices: [
      { value: "bench", label: "Bench", doc: "A source, a series resistor and one device, with siblings if you like." },
      {
        value: "overlap",
        label: "Overlapping spikes",
        doc: "Spikes arrive at both ends of a device with a threshold; where they overlap, they write.",
      },
    ],
  }),
  model: choice({
    ...rebuilds,
    label: "Device",
    symbol: "\\text{device}",
    unit: "1",
    group: "device",
    when: BENCH,
    default: "hp",
    doc: "Model of the device on the bench.",
    choices: models as [(typeof models)[number], ...typeof models],
  }),
  ...modelGroups("model", [BENCH]),
  stimulus: group(onBench(shapeOf(stimulusParams(idsOf(false), idsOf(true))))),
  circuit: group({
    series: real({
      live: true,
      when: [BENCH, BY_VOLTAGE],
      label: "Series resistance",
      symbol: "R_s",
      unit: "Ω",
      group: "circuit",
      min: 0,
      max: 100_000,
      step: 100,
      default: 0,
      doc: "Resistor between source and device, which takes more of the voltage the better the device conducts.",
    }),
    compliance: real({
      live: true,
      when: [BENCH, BY_VOLTAGE],
      label: "Compliance",
      symbol: "I_{cc}",
      unit: "µA",
      group: "circuit",
      min: 0,
      max: 10_000,
      step: 10,
      default: 0,
      doc: "Highest current that the source delivers at positive voltage; 0 means no limit.",
    }),
  }),
  read: real({
    live: true,
    when: [BENCH, { path: "stimulus.own", in: [true] }],
    label: "Read voltage",
    symbol: "V_{read}",
    unit: "V",
    group: "circuit",
    min: 0.001,
    max: 2,
    step: 0.01,
    default: 0.1,
    doc: "Voltage at which conductance and resistance are told.",
  }),
  siblings: integer({
    ...rebuilds,
    when: BENCH,
    label: "Siblings",
    symbol: "n",
    unit: "1",
    group: "setup",
    min: 0,
    max: 20,
    default: 0,
    doc: "Further devices of the same make under the same stimulus, each with its own chance and its own deviations.",
  }),
  nonIdeal: group(onBench(shapeOf(nonIdealities))),
  overlap: overlapParams,
  resolution: stepped({
    ...rebuilds,
    when: BENCH,
    label: "Steps per period",
    symbol: "N",
    unit: "1",
    group: "numerics",
    values: [200, 400, 1000, 2000, 4000, 10_000, 20_000],
    default: 2000,
    doc: "Steps in one period of the stimulus.",
  }),
});

export type DeviceParams = z.output<typeof deviceSchema>;
export type StimulusParams = DeviceParams["stimulus"];
export type OverlapParams = DeviceParams["overlap"];
