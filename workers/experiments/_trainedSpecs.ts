import type { CellFlag, ScalarSpec, SignalSpec } from "../protocol";

/** What everything publishes that learns in batches while its connections come and go. */

/** Steps between two samples of the traces; counts per step are means over so many. */
export const TRACE_EVERY = 5;

export const LIVES: readonly CellFlag[] = [
  { name: "born", label: "Born", mark: "birth" },
  { name: "died", label: "Died", mark: "death" },
];

export const scalar = (label: string, doc: string, symbol: string, unit = "1"): ScalarSpec => ({
  kind: "scalar",
  label,
  doc,
  symbol,
  unit,
});

export const ACCURACY = scalar(
  "Test accuracy",
  "Part of the test pictures named rightly in the last full pass, which is spread over the steps between two tests.",
  "a",
  "%",
);

export const EPOCHS = scalar("Epochs", "How often the training set was seen so far.", "n");

export const LOSS_SIGNAL: SignalSpec = {
  name: "loss",
  label: "Loss",
  symbol: "E",
  unit: "1",
  axis: "loss",
  role: "first",
};

export const ACCURACY_SIGNAL: SignalSpec = {
  name: "accuracy",
  label: "Test accuracy",
  symbol: "a",
  unit: "%",
  axis: "accuracy",
  role: "weight",
};

export const TURNOVER_SIGNALS: readonly SignalSpec[] = [
  { name: "born", label: "Born per step", symbol: "n_+", unit: "1", axis: "turnover", role: "potentiation" },
  {
    name: "died",
    label: "Died per step",
    symbol: "n_-",
    unit: "1",
    axis: "turnover",
    role: "depression",
    dashed: true,
  },
];
