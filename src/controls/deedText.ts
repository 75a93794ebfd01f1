import { useCallback } from "react";
import type { ExperimentId } from "../../workers/catalog";
import type { ActionSpec } from "../../workers/experiments/_experiment";
import { readAsset } from "../../workers/params/assets";
import { describeParams, type ParamSpec } from "../../workers/params/schema";
import { specOf } from "../../workers/params/validate";
import type { ParamValue } from "../../workers/protocol";
import { EXPERIMENTS } from "../experiments/declarations";
import { useDeclared, useT } from "../i18n";
import type { Deed, ValueChange } from "../stores/history";
import type { Said } from "../stores/jump";
import { useLab } from "../stores/labStore";
import { tellTime } from "../stores/told";
import { formatNumber, unitText } from "../ui/format";
import { paramKey } from "./ParamRow";

/** Deeds of the history in words: "Potentiation: 0.005 → 0.01", "Kick (neurons 50, rate 300 Hz)". */

/** More changes than these are counted, not named: a preset may set dozens. */
const NAMED = 2;
/** Digits that tell two neighbouring positions of a slider apart. */
const DIGITS = 5;

export function useDeedText(): (deed: Deed) => string {
  const t = useT();
  const say = useDeclared();
  const experiment = useLab((state) => state.experiment);
  return useCallback(
    (deed: Deed) => {
      if (experiment === null) return "";
      const shown = (scope: string, spec: ParamSpec | undefined, value: ParamValue): string => {
        if (typeof value === "number") return formatNumber(value, DIGITS);
        if (typeof value === "boolean") return t(value ? "time.on" : "time.off");
        if (spec?.kind === "asset") return readAsset(value)?.name ?? t("data.builtIn");
        if (Array.isArray(value)) return t("time.items", { count: value.length });
        const choice = spec?.kind === "choice" ? spec.choices.find((other) => other.value === value) : undefined;
        if (spec === undefined || choice === undefined) return String(value);
        return say(`${paramKey(scope, spec.path)}.choices.${choice.value}.label`, choice.label);
      };
      const unitOf = (spec: ParamSpec | undefined, value: ParamValue): string => {
        const unit = spec === undefined || typeof value !== "number" ? "" : unitText(spec.unit);
        return unit === "" ? "" : `\u00a0${unit}`;
      };
      const labelOf = (scope: string, spec: ParamSpec | undefined, path: string): string =>
        spec === undefined ? path : say(`${paramKey(scope, spec.path)}.label`, spec.label);
      const changeText = ({ path, before, after }: ValueChange): string => {
        const spec = specOf(EXPERIMENTS[experiment].schema, path);
        const [old, now] = [shown(experiment, spec, before), shown(experiment, spec, after)];
        return `${labelOf(experiment, spec, path)}: ${old} → ${now}${unitOf(spec, after)}`;
      };
      const text = () => {
        if (deed.act !== null) return actText(experiment, deed.act);
        const rest = deed.changes.length - NAMED;
        const named = deed.changes.slice(0, NAMED).map(changeText).join("; ");
        return rest > 0 ? `${named} ${t("time.more", { count: rest })}` : named;
      };
      const actText = (id: ExperimentId, { name, args }: NonNullable<Deed["act"]>): string => {
        const declared: Readonly<Record<string, ActionSpec>> = EXPERIMENTS[id].actions;
        const action = declared[name];
        if (action === undefined) return name;
        const scope = `${id}.actions.${name}`;
        const parts = describeParams(action.args).map((spec) => {
          const value = args[spec.path] as ParamValue;
          return `${labelOf(scope, spec, spec.path)} ${shown(scope, spec, value)}${unitOf(spec, value)}`;
        });
        const label = say(`${scope}.label`, action.label);
        return parts.length === 0 ? label : `${label} (${parts.join(", ")})`;
      };
      if (deed.via === "undo" || deed.via === "redo") return t(`time.via.${deed.via}`, { what: text() });
      return text();
    },
    [t, say, experiment],
  );
}

/** What a jump says, in the language of the page. */
export function useSaidText(): (said: Said) => string {
  const t = useT();
  const deedText = useDeedText();
  return useCallback(
    ({ key, values, times, deed }: Said) =>
      t(key, {
        ...values,
        ...Object.fromEntries(Object.entries(times).map(([name, time]) => [name, tellTime(time)])),
        ...(deed === undefined ? {} : { what: deedText(deed) }),
      }),
    [t, deedText],
  );
}
