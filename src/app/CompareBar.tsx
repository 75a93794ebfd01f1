import { Button, Popover, Progress, SegmentedControl } from "@mantine/core";
import type { ExperimentId } from "../../workers/catalog";
import type { ParamSpec } from "../../workers/params/schema";
import { getParam } from "../../workers/params/validate";
import type { ParamTree } from "../../workers/protocol";
import { useDeclared, useT } from "../i18n";
import {
  type CompareMode,
  giveUpOpening,
  keepOwn,
  keepReference,
  setCompareMode,
  swapRuns,
  useCompare,
} from "../stores/compare";
import { paramSpecs, useLab } from "../stores/labStore";
import { differingPaths } from "../stores/runs";
import { tellTime } from "../stores/told";
import { formatMeasured } from "../ui/format";
import { COMPARISON } from "../ui/theme";
import styles from "./compare.module.css";

/** More differences than this are counted. */
const SHOWN_CHANGES = 3;

const MODES = ["beside", "overlay", "difference"] as const satisfies readonly CompareMode[];

function useValueText(experiment: ExperimentId): (spec: ParamSpec, params: ParamTree) => string {
  const say = useDeclared();
  return (spec, params) => {
    const value = getParam(params, spec.path);
    if (typeof value === "number" && (spec.kind === "number" || spec.kind === "integer"))
      return formatMeasured(value, spec.unit);
    if (spec.kind === "choice") {
      const choice = spec.choices.find((option) => option.value === value);
      return choice === undefined
        ? String(value)
        : say(`${experiment}.params.${spec.path}.choices.${choice.value}.label`, choice.label);
    }
    return Array.isArray(value) ? `${value.length}` : String(value);
  };
}

/** In what B differs from A. */
function Changes({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const say = useDeclared();
  const text = useValueText(experiment);
  const reference = useCompare((state) => state.params);
  const seed = useCompare((state) => state.seed);
  const own = useLab((state) => state.params);
  const ownSeed = useLab((state) => state.seed);
  const paths = differingPaths(experiment, reference, own);
  const changes = [
    ...(seed === ownSeed ? [] : [t("compare.seeds", { a: seed, b: ownSeed })]),
    ...paramSpecs(experiment)
      .filter((spec) => paths.includes(spec.path))
      .map((spec) =>
        t("compare.change", {
          label: say(`${experiment}.params.${spec.path}.label`, spec.label),
          a: text(spec, reference),
          b: text(spec, own),
        }),
      ),
  ];
  if (changes.length === 0) return <p className={styles.changes}>{t("compare.same")}</p>;
  const hidden = changes.slice(SHOWN_CHANGES);
  return (
    <ul className={styles.changes}>
      {changes.slice(0, SHOWN_CHANGES).map((change) => (
        <li key={change}>{change}</li>
      ))}
      {hidden.length === 0 ? null : (
        <li>
          <Popover width={300} position="bottom" withArrow shadow="md" trapFocus returnFocus>
            <Popover.Target>
              <Button size="compact-xs" variant="subtle">
                {t("compare.more", { count: hidden.length })}
              </Button>
            </Popover.Target>
            <Popover.Dropdown>
              <ul className={styles.changes} tabIndex={-1}>
                {hidden.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            </Popover.Dropdown>
          </Popover>
        </li>
      )}
    </ul>
  );
}

/** The bar goes away with what was pressed: the focus goes to where a comparison begins, or to the views. */
function leaveBar(work: Promise<void>): void {
  void work.then(() => {
    if (document.activeElement !== document.body) return;
    const next = document.getElementById(COMPARISON) ?? document.getElementById("views-area");
    next?.focus();
  });
}

/** What is compared, how it is shown, and how to go on with either run. */
export default function CompareBar({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const { phase, run, mode, since, progress } = useCompare();
  if (phase === "off") return null;
  if (phase === "opening")
    return (
      <section className={styles.bar} aria-label={t("compare.label")}>
        <span role="status">{t("compare.opening")}</span>
        <Progress className={styles.progress} value={100 * progress} size="sm" aria-label={t("compare.opening")} />
        <Button size="compact-sm" variant="default" onClick={() => leaveBar(giveUpOpening())}>
          {t("transport.cancel")}
        </Button>
      </section>
    );
  return (
    <section className={styles.bar} aria-label={t("compare.label")}>
      <div className={styles.who}>
        <span className={styles.run}>
          <span className={styles.letter} data-side="a" aria-hidden="true">
            {t("compare.a")}
          </span>
          <span>{run?.name}</span>
        </span>
        <span className={styles.run}>
          <span className={styles.letter} data-side="b" aria-hidden="true">
            {t("compare.b")}
          </span>
          <span>{t("compare.own")}</span>
        </span>
        <span className={styles.since}>{t("compare.since", { time: tellTime(since) })}</span>
      </div>
      <Changes experiment={experiment} />
      <div className={styles.tools}>
        <SegmentedControl
          size="xs"
          aria-label={t("compare.mode")}
          value={mode}
          onChange={(value) => setCompareMode(value as CompareMode)}
          data={MODES.map((value) => ({ value, label: t(`compare.${value}`) }))}
        />
        <Button size="compact-sm" variant="default" onClick={() => void swapRuns()}>
          {t("compare.swap")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => leaveBar(keepReference())}>
          {t("compare.keepA")}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => leaveBar(keepOwn())}>
          {t("compare.keepB")}
        </Button>
      </div>
    </section>
  );
}
