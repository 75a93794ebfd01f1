import type { TrainableNetwork } from "../learning/_learning";
import { Exam, type Examined } from "../learning/exam";
import { ExampleOrder } from "../learning/exampleOrder";
import { Optimiser, rateAt } from "../learning/optimiser";
import { SparseNetwork } from "../learning/sparseNetwork";
import { SpikingNetwork } from "../learning/spikingNetwork";
import type { Block } from "../memory/arena";
import { capacityFor } from "../structural/_density";
import type { BoundTrainingRule, TrainingMoment } from "../structural/_structural";
import type { DataContext } from "./_experiment";
import { TRACE_EVERY } from "./_trainedSpecs";
import { Lives } from "./rewiringLives";
import type { RewiringParams } from "./rewiringParams";
import { RULE_IDS, type RuleId, ruleOf } from "./rewiringRules";
import { type LayerSize, layersOf, stepsPerEpoch } from "./rewiringShape";
import { RewiringTask } from "./rewiringTask";

/** A network in training: batch, gradients, optimiser, rule, and a share of a test in every step. */

/** Places of what a step leaves behind. */
const STEP = 0;
const LOSS = 1;
const LOSS_SUM = 2;
const LOSSES = 3;
/** Means of the last full stretch of the traces: loss, births and deaths per step. */
const MEAN = 4;

export class Training {
  readonly sizes: readonly LayerSize[];
  readonly network: TrainableNetwork;
  readonly task: RewiringTask;
  readonly exam: Exam;
  readonly lives: Lives;
  readonly #order: ExampleOrder;
  readonly #optimiser: Optimiser;
  readonly #rules: Readonly<Record<RuleId, BoundTrainingRule>>;
  readonly #numbers: Block<"f64">;
  #params: RewiringParams;

  /** Before the commit. */
  constructor(
    private readonly context: DataContext,
    params: RewiringParams,
  ) {
    const { arena, kernel } = context;
    this.#params = params;
    this.sizes = layersOf(params);
    this.#numbers = arena.alloc("state", "f64", MEAN + 3);
    const layers = this.sizes.map(({ label, sources, targets, quota }) => ({
      label,
      sources,
      targets,
      quota,
      capacity: capacityFor(quota, sources * targets),
    }));
    const shape = { batch: params.batch, layers };
    this.network =
      params.network.kind === "rate"
        ? new SparseNetwork(arena, shape)
        : new SpikingNetwork(arena, { ...shape, params: params.spiking });
    this.#optimiser = new Optimiser(kernel, arena, this.network.layers);
    this.#rules = Object.fromEntries(RULE_IDS.map((id) => [id, ruleOf(id).bind(arena, this.network.layers)])) as Record<
      RuleId,
      BoundTrainingRule
    >;
    this.task = new RewiringTask(context, params);
    this.#order = new ExampleOrder(kernel, arena, this.task.train.count);
    this.exam = new Exam(arena, this.#examined());
    this.lives = new Lives(
      arena,
      this.network.layers.map(({ slots }) => slots),
    );
  }

  #examined(): Examined {
    const { network, task } = this;
    return {
      classes: network.classes,
      batch: network.batch,
      count: task.test.count,
      name(first, count) {
        task.drawTests(first, count);
        return network.classify(task.test, null, first, count);
      },
      label: (k) => task.nameOf(k),
    };
  }

  /** After the commit. */
  init(): void {
    const { seed } = this.context;
    const params = this.#params;
    this.network.init(seed);
    this.task.init(seed);
    this.#order.init(seed);
    this.exam.init();
    this.#optimiser.init(params.optimiser);
    for (const id of RULE_IDS) this.#rules[id].init(this.#ruleParams(id), seed);
    this.#numbers.view.fill(Number.NaN, MEAN);
    this.#numbers.view[LOSS] = Number.NaN;
    this.#rule.takeOver(this.#moment(0));
    this.lives.look();
  }

  get step(): number {
    return this.#numbers.view[STEP] as number;
  }

  /** Mean cross-entropy of the last batch; NaN before the first. */
  get loss(): number {
    return this.#numbers.view[LOSS] as number;
  }

  /** Means of the last full stretch of the traces. */
  get means(): { readonly loss: number; readonly born: number; readonly died: number } {
    const [loss, born, died] = this.#numbers.view.subarray(MEAN) as unknown as [number, number, number];
    return { loss, born, died };
  }

  get connections(): number {
    return this.network.layers.reduce((sum, { slots }) => sum + slots.count, 0);
  }

  /** Pairs that are or could be connected. */
  get potential(): number {
    return this.network.layers.reduce((sum, { slots }) => sum + slots.potential, 0);
  }

  /** Gradients of absent connections that any rule asked for so far. */
  get probes(): number {
    return RULE_IDS.reduce((sum, id) => sum + this.#rules[id].probes, 0);
  }

  get #rule(): BoundTrainingRule {
    return this.#rules[this.#params.rule];
  }

  #ruleParams(id: RuleId): unknown {
    return id === "static" ? {} : this.#params[id];
  }

  #moment(step: number): TrainingMoment {
    const perEpoch = stepsPerEpoch(this.#params, this.task.train.count);
    const end = perEpoch * this.#params.epochs;
    const at = { step: Math.max(1, step), stepsPerEpoch: perEpoch, end };
    return { step, end, rate: rateAt(this.context.kernel, this.#params.optimiser, at) };
  }

  /** Parameters on which steps to come depend. */
  #settings(): void {
    const params = this.#params;
    this.#optimiser.update(params.optimiser);
    this.#rule.update(this.#ruleParams(params.rule));
    if (this.network instanceof SpikingNetwork) this.network.update(params.spiking);
  }

  update(params: RewiringParams): void {
    const changed = params.rule !== this.#params.rule;
    this.#params = params;
    this.#settings();
    if (!changed) return;
    this.#rule.takeOver(this.#moment(this.step));
    this.lives.count(this.step + 1);
  }

  /** One batch. */
  advance(): void {
    const { network, task } = this;
    const { batch, freeze, evaluate } = this.#params;
    const numbers = this.#numbers.view;
    const step = this.step + 1;
    const moment = this.#moment(step);
    const rule = this.#rule;
    const { first, count } = this.#order.next(batch);
    const order = this.#order.order.view;
    task.drawBatch(order, first, count);
    const loss = network.train(task.train, order, first, count);
    const dense = !freeze && rule.wantsDense(moment) ? network.denseGradients() : null;
    if (freeze || rule.optimises(moment)) this.#optimiser.step(moment.rate);
    if (!freeze) rule.apply(moment, dense);
    this.lives.count(step + 1);
    this.exam.advance(evaluate);
    numbers[STEP] = step;
    numbers[LOSS] = loss;
    numbers[LOSS_SUM] = (numbers[LOSS_SUM] as number) + loss;
    numbers[LOSSES] = (numbers[LOSSES] as number) + 1;
    if (step % TRACE_EVERY === 0) this.#endStretch();
  }

  #endStretch(): void {
    const numbers = this.#numbers.view;
    const steps = numbers[LOSSES] as number;
    numbers[MEAN] = (numbers[LOSS_SUM] as number) / steps;
    numbers[MEAN + 1] = this.lives.births / steps;
    numbers[MEAN + 2] = this.lives.deaths / steps;
    numbers[LOSS_SUM] = 0;
    numbers[LOSSES] = 0;
    this.lives.clearCounts();
  }

  /** After the state was overwritten. */
  restore(): void {
    this.network.restore();
    this.#settings();
    this.lives.look();
  }
}
