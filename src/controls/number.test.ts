import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { EXPERIMENTS } from "../../workers/catalog";
import { describeParams, stepped } from "../../workers/params/schema";
import {
  formatField,
  fromPosition,
  type NumberSpec,
  nudge,
  parseField,
  parseList,
  SLIDER_POSITIONS,
  schemaFault,
  toPosition,
} from "./number";

const specs = Object.values(EXPERIMENTS)
  .flatMap((experiment) => describeParams(experiment.schema))
  .filter((spec): spec is NumberSpec => spec.kind === "number" || spec.kind === "integer");

describe.each(specs.map((spec) => [spec.path, spec] as const))("%s", (_, spec) => {
  it("reaches both ends of its range and stays inside everywhere", () => {
    expect(fromPosition(spec, 0)).toBe(spec.min);
    expect(fromPosition(spec, SLIDER_POSITIONS)).toBe(spec.max);
    const values = Array.from({ length: SLIDER_POSITIONS + 1 }, (_unused, position) => fromPosition(spec, position));
    const inside = (value: number) => value >= spec.min && value <= spec.max;
    expect(values.filter((value) => !inside(value))).toEqual([]);
    if (spec.kind === "integer") expect(values.filter((value) => !Number.isInteger(value))).toEqual([]);
  });

  it("puts the thumb of a value where the value came from, within the rounding of the value", () => {
    const values = Array.from({ length: SLIDER_POSITIONS + 1 }, (_unused, position) => fromPosition(spec, position));
    const stops = [...new Set(values)];
    const astray = stops.filter((value) => {
      const back = fromPosition(spec, toPosition(spec, value));
      // Never more than a neighbour off.
      return stops.filter((other) => Math.abs(other - value) <= Math.abs(back - value)).length > 3;
    });
    expect(astray).toEqual([]);
  });

  it("moves by a step in the direction of the key and ends at the ends", () => {
    const middle = fromPosition(spec, SLIDER_POSITIONS / 2);
    expect(nudge(spec, middle, 1)).toBeGreaterThan(middle);
    expect(nudge(spec, middle, -1)).toBeLessThan(middle);
    expect(nudge(spec, spec.max, 10)).toBe(spec.max);
    expect(nudge(spec, spec.min, -10)).toBe(spec.min);
  });
});

it("reads back what it shows, to six digits", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), (value) => {
      expect(parseField(formatField(value))).toBe(Number(value.toPrecision(6)) + 0);
    }),
  );
});

it("reads numbers as people type them", () => {
  expect(parseField(" 0,005 ")).toBe(0.005);
  expect(parseField("−70")).toBe(-70);
  expect(parseField("5e-10")).toBe(5e-10);
  for (const text of ["", "  ", "abc", "1.2.3", "12 ms"]) expect(parseField(text)).toBeNaN();
});

it("reads lists of times with any separators and refuses what is no number", () => {
  expect(parseList("10 30;55, 80\n81.5")).toEqual([10, 30, 55, 80, 81.5]);
  expect(parseList("")).toEqual([]);
  expect(parseList("10 x")).toBeNull();
});

describe("a number with a few allowed values", () => {
  const [spec] = describeParams(
    z.strictObject({
      dt: stepped({
        values: [0.01, 0.05, 0.1, 1],
        default: 0.1,
        label: "Step",
        symbol: "h",
        unit: "ms",
        doc: "",
        live: false,
        group: "time",
      }),
    }),
  ) as [NumberSpec];

  it("stops its slider at these only, at even distances", () => {
    const reached = Array.from({ length: SLIDER_POSITIONS + 1 }, (_, position) => fromPosition(spec, position));
    expect([...new Set(reached)]).toEqual(spec.values);
    expect(spec.values?.map((value) => toPosition(spec, value))).toEqual([0, 333, 667, 1000]);
  });

  it("moves from one to the next by keys and no further than the last", () => {
    expect([nudge(spec, 0.1, 1), nudge(spec, 0.1, -1), nudge(spec, 0.1, 10), nudge(spec, 0.01, -1)]).toEqual([
      1, 0.05, 1, 0.01,
    ]);
  });
});

it("tells why the schema refuses a number, and nothing where it takes it", () => {
  const range = { min: 0, max: 10 };
  const [real, whole, few] = [
    { ...range, kind: "number" },
    { ...range, kind: "integer" },
    { ...range, kind: "number", values: [1, 10] },
  ] as unknown as [NumberSpec, NumberSpec, NumberSpec];
  expect([0, 2.5, 10].map((value) => schemaFault(real, value))).toEqual([null, null, null]);
  expect([-0.1, 10.1, Number.POSITIVE_INFINITY].map((value) => schemaFault(real, value))).toEqual(
    Array(3).fill("range"),
  );
  expect([2, 2.5, 11].map((value) => schemaFault(whole, value))).toEqual([null, "whole", "range"]);
  expect([1, 2].map((value) => schemaFault(few, value))).toEqual([null, "values"]);
  expect(schemaFault(real, parseField("0,1x"))).toBe("notNumber");
});
