import { describe, expect, it } from "vitest";
import { EXPERIMENTS } from "../../workers/catalog";
import type { ActionSpec } from "../../workers/experiments/_experiment";
import { defaultParams } from "../../workers/params/validate";
import type { SimError } from "../../workers/protocol";
import { corrected, faultAt, isBlocked, misgiven, NO_FAULTS } from "./argumentFaults";
import { notValue } from "./binding";

const { args: schema } = EXPERIMENTS.network.actions.stimulate as ActionSpec;
const args = defaultParams(schema);
const late: SimError = { kind: "value", path: "from", message: "from 9000 is not below to 1000" };

describe("faults of the arguments of an action", () => {
  it("block it while a field holds a text that is no number", () => {
    const faults = misgiven(NO_FAULTS, notValue("rate", "0,1x"));
    expect(isBlocked(NO_FAULTS, schema, args)).toBe(false);
    expect(isBlocked(faults, schema, args)).toBe(true);
    expect(faultAt(faults, "rate")?.message).toContain("0,1x");
    expect(isBlocked(corrected(faults, "to"), schema, args)).toBe(true);
    expect(isBlocked(corrected(faults, "rate"), schema, args)).toBe(false);
  });

  it("tell a refusal at its field without blocking, and forget it with any edit", () => {
    const faults = { ...NO_FAULTS, refused: late };
    expect(faultAt(faults, "from")).toBe(late);
    expect(faultAt(faults, "to")).toBeUndefined();
    expect(isBlocked(faults, schema, args)).toBe(false);
    expect(corrected(faults, "to").refused).toBeNull();
    expect(misgiven(faults, notValue("to", "x")).refused).toBeNull();
  });
});
