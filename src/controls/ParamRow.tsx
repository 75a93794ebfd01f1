import { Badge, NativeSelect, SegmentedControl, Switch, TextInput, Tooltip } from "@mantine/core";
import { memo, useId, useState } from "react";
import type { ParamSpec } from "../../workers/params/schema";
import { getParam, isLive, sameValue } from "../../workers/params/validate";
import type { ParamValue, SimError } from "../../workers/protocol";
import { useDeclared, useT } from "../i18n";
import { edit, restoreDefault } from "../stores/edits";
import { useLab } from "../stores/labStore";
import { unitText } from "../ui/format";
import { ResetIcon } from "../ui/icons";
import { MathSymbol } from "../ui/MathSymbol";
import { isWord } from "../ui/tex";
import { NumberField, NumberSlider } from "./NumberControl";
import { formatField, parseTimes } from "./number";
import styles from "./params.module.css";

/** Choices share one line while their labels do; longer ones go into a list. */
const SEGMENTED_CHARACTERS = 34;

interface Texts {
  readonly label: string;
  readonly doc: string;
  readonly describedBy: string;
}

type ChoiceSpec = Extract<ParamSpec, { kind: "choice" }>;
type TimesSpec = Extract<ParamSpec, { kind: "times" }>;

/** Key under which a parameter's texts are translated. */
export const paramKey = (experiment: string, path: string): string => `${experiment}.params.${path}`;

export function useParamTexts(experiment: string, spec: ParamSpec): { readonly label: string; readonly doc: string } {
  const say = useDeclared();
  const key = paramKey(experiment, spec.path);
  return { label: say(`${key}.label`, spec.label), doc: say(`${key}.doc`, spec.doc) };
}

export function ChoiceControl({
  spec,
  value,
  label,
  describedBy,
}: { spec: ChoiceSpec; value: string } & Omit<Texts, "doc">) {
  const say = useDeclared();
  const experiment = useLab((state) => state.experiment) ?? "";
  const options = spec.choices.map((choice) => ({
    value: choice.value,
    label: say(`${paramKey(experiment, spec.path)}.choices.${choice.value}.label`, choice.label),
  }));
  const choose = (next: string) => void edit([{ path: spec.path, value: next }], "commit");
  if (options.reduce((sum, option) => sum + option.label.length, 0) <= SEGMENTED_CHARACTERS) {
    return (
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={label}
        data={options}
        value={value}
        onChange={choose}
        data-param={spec.path}
      />
    );
  }
  return (
    <NativeSelect
      size="xs"
      aria-label={label}
      aria-describedby={describedBy}
      data={options}
      value={value}
      onChange={(event) => choose(event.currentTarget.value)}
      data-param={spec.path}
    />
  );
}

function TimesControl({
  spec,
  value,
  label,
  describedBy,
}: { spec: TimesSpec; value: readonly number[] } & Omit<Texts, "doc">) {
  const t = useT();
  const [draft, setDraft] = useState<string | null>(null);
  const [bad, setBad] = useState(false);
  const commit = async () => {
    if (draft === null) return;
    const times = parseTimes(draft);
    setBad(times === null);
    if (times === null) return;
    if (sameValue(times, value) || (await edit([{ path: spec.path, value: times }], "commit"))) setDraft(null);
  };
  return (
    <TextInput
      size="xs"
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      aria-describedby={describedBy}
      description={`${t("params.timesHint")} · ${t("params.timesCount", { count: value.length })}`}
      error={bad && draft !== null ? t("params.notNumber", { text: draft }) : undefined}
      value={draft ?? value.map(formatField).join(" ")}
      data-param={spec.path}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => void commit()}
      onKeyDown={(event) => {
        if (event.key === "Enter") void commit();
        if (event.key === "Escape") setDraft(null);
      }}
    />
  );
}

const shown = (spec: ParamSpec, value: ParamValue): string => {
  if (typeof value === "number") return `${formatField(value)} ${unitText(spec.unit)}`.trim();
  if (Array.isArray(value)) return value.map(formatField).join(" ");
  if (spec.kind === "choice") return spec.choices.find((choice) => choice.value === value)?.label ?? String(value);
  return String(value);
};

function ErrorLine({ spec, error, value }: { spec: ParamSpec; error: SimError; value: ParamValue }) {
  const t = useT();
  const unit = unitText(spec.unit);
  const range =
    spec.kind === "number" || spec.kind === "integer"
      ? `${t("params.range", { min: formatField(spec.min), max: formatField(spec.max) })} ${unit}`.trim()
      : error.message;
  return (
    <p className={styles.error} role="alert">
      {range}. {t("params.keptRunning", { value: shown(spec, value) })}
    </p>
  );
}

/** Marks what starts the run anew; everything without the mark is live. */
function RebuildMark() {
  const t = useT();
  return (
    <span className={styles.rebuilds} title={t("params.rebuildsDoc")}>
      <ResetIcon width={12} height={12} />
    </span>
  );
}

function HonestyBadge({ badge }: { readonly badge: NonNullable<ParamSpec["badge"]> }) {
  const t = useT();
  return (
    <Tooltip label={t(`badge.${badge}.doc`)} events={{ hover: true, focus: true, touch: true }}>
      <Badge size="xs" variant="outline" tabIndex={0}>
        {t(`badge.${badge}`)}
      </Badge>
    </Tooltip>
  );
}

function choiceDoc(
  spec: ParamSpec,
  value: ParamValue,
  experiment: string,
  say: ReturnType<typeof useDeclared>,
): string {
  const choice = spec.kind === "choice" ? spec.choices.find((option) => option.value === value) : undefined;
  return choice === undefined ? "" : say(`${paramKey(experiment, spec.path)}.choices.${choice.value}.doc`, choice.doc);
}

/** One parameter: label, symbol, value, unit, what it means, and whether a change is live. */
export const ParamRow = memo(function ParamRow({
  spec,
  experiment,
}: {
  readonly spec: ParamSpec;
  readonly experiment: string;
}) {
  const t = useT();
  const say = useDeclared();
  const id = useId();
  const { label, doc } = useParamTexts(experiment, spec);
  const value = useLab((state) => getParam(state.params, spec.path)) ?? spec.default;
  const live = useLab((state) => isLive(spec, state.params));
  const error = useLab((state) => state.fieldErrors[spec.path]);
  const changed = !sameValue(value, spec.default);
  const texts = { label, describedBy: id };
  const about = [doc, choiceDoc(spec, value, experiment, say)].filter((text) => text !== "").join(" ");

  return (
    <Tooltip
      label={about}
      multiline
      w={260}
      position="left-start"
      openDelay={350}
      withArrow
      events={{ hover: true, focus: true, touch: false }}
    >
      <div className={styles.row} data-kind={spec.kind} data-invalid={error !== undefined}>
        <div className={styles.head}>
          <span className={styles.label}>
            {label}
            {isWord(spec.symbol) ? null : (
              <>
                {" "}
                <MathSymbol tex={spec.symbol} />
              </>
            )}
            {live ? null : (
              <>
                {" "}
                <RebuildMark />
              </>
            )}
          </span>
          {spec.badge === undefined ? null : <HonestyBadge badge={spec.badge} />}
          {changed ? (
            <button
              type="button"
              className={styles.dot}
              aria-label={`${label}: ${t("params.changed", { value: shown(spec, spec.default) })}`}
              title={t("params.changed", { value: shown(spec, spec.default) })}
              onClick={() => void restoreDefault(spec.path)}
            />
          ) : (
            <span className={styles.noDot} />
          )}
          {(spec.kind === "number" || spec.kind === "integer") && typeof value === "number" ? (
            <NumberField spec={spec} value={value} invalid={error !== undefined} {...texts} />
          ) : null}
          {spec.kind === "flag" ? (
            <Switch
              size="sm"
              aria-label={label}
              aria-describedby={id}
              checked={value === true}
              onChange={(event) => void edit([{ path: spec.path, value: event.currentTarget.checked }], "commit")}
              data-param={spec.path}
            />
          ) : null}
        </div>
        {(spec.kind === "number" || spec.kind === "integer") && typeof value === "number" ? (
          <NumberSlider spec={spec} value={value} {...texts} />
        ) : null}
        {spec.kind === "choice" ? <ChoiceControl spec={spec} value={String(value)} {...texts} /> : null}
        {spec.kind === "times" && Array.isArray(value) ? <TimesControl spec={spec} value={value} {...texts} /> : null}
        {error === undefined ? null : <ErrorLine spec={spec} error={error} value={value} />}
        <span id={id} className="quiet">
          {about} {t(live ? "params.liveDoc" : "params.rebuildsDoc")}
        </span>
      </div>
    </Tooltip>
  );
});
