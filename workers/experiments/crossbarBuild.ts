import { DIGIT_CLASSES } from "../tasks/digits";
import type { BuildContext, ChannelSource, Simulation } from "./_experiment";
import { CrossbarArray } from "./crossbarArray";
import { CircuitView } from "./crossbarCircuit";
import { ArrayClassifier } from "./crossbarClassifier";
import { DigitExam } from "./crossbarDigits";
import { CrossbarInputs } from "./crossbarInputs";
import { Interventions } from "./crossbarInterventions";
import { CrossbarOutputs } from "./crossbarOutputs";
import type { CrossbarParams } from "./crossbarParams";
import { crossbarSources } from "./crossbarPublish";
import { sizeOf } from "./crossbarSize";
import { perArray, solved } from "./crossbarSources";
import { wantedConductances } from "./crossbarTargets";

/** Seconds of a read cycle. */
const CYCLE = 1e-6;

export function buildCrossbar({ arena, kernel, seed }: BuildContext, initial: CrossbarParams): Simulation {
  let params = initial;
  const size = sizeOf(initial);
  const clock = arena.alloc("state", "f64", 1);
  const array = new CrossbarArray(arena, size, initial);
  const inputs = new CrossbarInputs(kernel, size, seed, initial.array.pixels);
  const view = new CircuitView(arena, size, array, inputs.volts, initial);
  const classifier =
    initial.array.source === "digits" ? new ArrayClassifier(arena, kernel, seed, initial.array.pixels) : null;
  const interventions = new Interventions(arena, array, view, classifier);
  arena.commit();
  const wanted = classifier?.init(array.window) ?? wantedConductances(kernel, initial, size, array.window, seed);
  array.init(wanted, seed);
  const outputs = new CrossbarOutputs(size, array, view, inputs, initial);

  const now = () => clock.view[0] as number;
  inputs.show(params, now());

  function digitSources(digits: ArrayClassifier): Readonly<Record<string, ChannelSource>> {
    const exam = new DigitExam(size, array, view, digits);
    const scores = new Float64Array(DIGIT_CLASSES);
    return {
      digit: solved(view, () => ({ kind: "matrix", values: inputs.picture.slice() })),
      scores: solved(view, () => {
        outputs.refresh();
        digits.scores(outputs.out, params.input.voltage, scores);
        return { kind: "vector", values: Float32Array.from(scores) };
      }),
      confusion: perArray(view, () => ({
        kind: "matrix",
        values: Float32Array.from(exam.judge(params).confusion),
      })),
      accuracy: perArray(view, () => ({ kind: "scalar", value: exam.judge(params).accuracy })),
    };
  }

  const parts = { kernel, seed, size, array, inputs, view, outputs, interventions, params: () => params };
  return {
    get step() {
      return now();
    },
    endStep: null,
    advance(n) {
      const changed = array.advance(n, CYCLE);
      clock.view[0] = now() + n;
      inputs.show(params, now());
      view.touch(changed ? "devices" : "volts");
    },
    update(next, paths) {
      params = next as unknown as CrossbarParams;
      array.update(params, paths);
      outputs.update(params);
      inputs.show(params, now());
      view.update(params, paths);
    },
    act(name, args) {
      interventions.act(name, args);
      view.touch("devices");
    },
    channels: { ...crossbarSources(parts), ...(classifier === null ? {} : digitSources(classifier)) },
    plain: () => "",
    restore() {
      array.touch();
      inputs.show(params, now());
      view.forget();
    },
  };
}
