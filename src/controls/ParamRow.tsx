import { Badge, NativeSelect, SegmentedControl, Switch, TextInput, Tooltip } from "@mantine/core";
import { memo, useId, useMemo, useState } from "react";
import { readAsset } from "../../workers/params/assets";
import type { ParamSpec } from "../../workers/params/schema";
import { getParam, isLive, sameValue } from "../../workers/params/validate";
import type { ParamValue, SimError } from "../../workers/protocol";
import { EXPERIMENTS } from "../experiments/declarations";
import { useDeclared, useT } from "../i18n";
import { useCompare } from "../stores/compare";
import { useLab } from "../stores/labStore";
import { errorText } from "../stores/notices";
import { unitText } from "../ui/format";
import { ResetIcon } from "../ui/icons";
import { MathSymbol } from "../ui/MathSymbol";
import { isWord } from "../ui/tex";
import { labBinding, type ParamBinding } from "./binding";
import { lazily } from "./lazily";
import { NumberField, NumberSlider } from "./NumberControl";
import { formatField, type NumberSpec, parseField, parseList, schemaFault } from "./number";
import styles from "./params.module.css";

/** Choices share one line while their labels do; longer ones go into a list. */
const SEGMENTED_CHARACTERS = 34;

interface Texts {
  readonly label: string;
  readonly doc: string;
  readonly describedBy: string;
}

type ChoiceSpec = Extract<ParamSpec, { kind: "choice" }>;
const AssetControl = lazily(() => import("./AssetControl"));

type ListSpec = Extract<ParamSpec, { kind: "times" | "numbers" }>;

/** Key under which a parameter's texts are translated. */
export const paramKey = (experiment: string, path: string): string => `${experiment}.params.${path}`;

export function useParamTexts(experiment: string, spec: ParamSpec): { readonly label: string; readonly doc: string } {
  const say = useDeclared();
  const key = paramKey(experiment, spec.path);
  return { label: say(`${key}.label`, spec.label), doc: say(`${key}.doc`, spec.doc) };
}

interface ControlProps<S, V> extends Omit<Texts, "doc"> {
  readonly spec: S;
  readonly value: V;
  readonly binding: ParamBinding;
}

export function ChoiceControl({
  spec,
  value,
  label,
  describedBy,
  binding,
  scope,
}: ControlProps<ChoiceSpec, string> & { readonly scope: string }) {
  const say = useDeclared();
  const options = spec.choices.map((choice) => ({
    value: choice.value,
    label: say(`${paramKey(scope, spec.path)}.choices.${choice.value}.label`, choice.label),
  }));
  const choose = (next: string) => void binding.edit(next, "commit");
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

interface ListProps extends ControlProps<ListSpec, readonly number[]> {
  readonly invalid: boolean;
  readonly draft: string | null;
  readonly onDraft: (draft: string | null) => void;
}

function ListControl({ spec, value, label, describedBy, invalid, draft, onDraft, binding }: ListProps) {
  const t = useT();
  const times = spec.kind === "times";
  const hint = times
    ? t("params.timesHint")
    : t("params.numbersHint", { unit: unitText(spec.unit), most: spec.maxLength });
  const takeBack = () => {
    onDraft(null);
    binding.forgetError();
  };
  const commit = async () => {
    if (draft === null) return;
    const list = parseList(draft);
    if (list === null) binding.refuseText(draft);
    else if (sameValue(list, value)) takeBack();
    else if (await binding.edit(list, "commit")) onDraft(null);
  };
  return (
    <TextInput
      size="xs"
      inputMode={times ? "decimal" : "text"}
      autoComplete="off"
      aria-label={label}
      aria-describedby={describedBy}
      description={`${hint} · ${t(times ? "params.timesCount" : "params.numbersCount", { count: value.length })}`}
      aria-invalid={invalid}
      error={invalid}
      value={draft ?? value.map(formatField).join(" ")}
      data-param={spec.path}
      onChange={(event) => {
        onDraft(event.currentTarget.value);
        binding.forgetError();
      }}
      onBlur={() => void commit()}
      onKeyDown={(event) => {
        if (event.key === "Enter") void commit();
        if (event.key === "Escape") takeBack();
      }}
    />
  );
}

const shown = (spec: ParamSpec, value: ParamValue): string => {
  if (typeof value === "number") return `${formatField(value)} ${unitText(spec.unit)}`.trim();
  if (Array.isArray(value)) return value.map(formatField).join(" ");
  if (spec.kind === "asset") return readAsset(value)?.name ?? "–";
  if (spec.kind === "choice") return spec.choices.find((choice) => choice.value === value)?.label ?? String(value);
  return String(value);
};

const isNumber = (spec: ParamSpec): spec is NumberSpec => spec.kind === "number" || spec.kind === "integer";

interface ErrorLineProps {
  readonly spec: ParamSpec;
  readonly error: SimError;
  readonly value: ParamValue;
  readonly draft: string | null;
  /** The value runs already, and goes on doing so. */
  readonly running: boolean;
}

/** Why a value was refused: what is allowed, in the units of the field, or the reason that the refusal gives. */
function reason({ spec, error, draft }: ErrorLineProps, t: ReturnType<typeof useT>): string {
  if (!isNumber(spec)) {
    const unreadable = draft !== null && parseList(draft) === null;
    return unreadable ? t("params.notNumber", { text: draft }) : errorText(error);
  }
  const [min, max] = [formatField(spec.min), formatField(spec.max)];
  const allowed = (text: string) => `${`${text} ${unitText(spec.unit)}`.trim()}.`;
  switch (draft === null ? null : schemaFault(spec, parseField(draft))) {
    case "notNumber":
      return t("params.notNumber", { text: draft ?? "" });
    case "range":
      return allowed(t("params.range", { min, max }));
    case "whole":
      return allowed(t("params.wholeRange", { min, max }));
    case "values":
      return allowed(t("params.values", { values: (spec.values ?? []).map(formatField).join(", ") }));
    case null:
      return errorText(error);
  }
}

function ErrorLine(props: ErrorLineProps) {
  const t = useT();
  return (
    <p className={styles.error} role="alert">
      {reason(props, t)}
      {props.running ? ` ${t("params.keptRunning", { value: shown(props.spec, props.value) })}` : ""}
    </p>
  );
}

/** What a rebuild means for the run that is open. */
function useRebuildsDoc(): string {
  const t = useT();
  const stays = useLab(
    ({ experiment, params }) => experiment !== null && EXPERIMENTS[experiment].keepsPlace?.(params as never) === true,
  );
  return t(stays ? "params.rebuildsInPlaceDoc" : "params.rebuildsDoc");
}

/** Marks what starts the run anew; everything without the mark is live. */
function RebuildMark() {
  const doc = useRebuildsDoc();
  return (
    <span className={styles.rebuilds} title={doc}>
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

export interface ParamFieldsProps {
  readonly spec: ParamSpec;
  /** Where its texts are translated: the id of an experiment, or of an experiment and an action. */
  readonly scope: string;
  readonly value: ParamValue;
  readonly error: SimError | undefined;
  /** Absent where a change waits to be applied. */
  readonly live?: boolean;
  /** Value in the run that this one is compared with, where it differs. */
  readonly reference?: ParamValue;
  readonly binding: ParamBinding;
}

/** One value with its label, symbol, unit and meaning. */
export function ParamFields({ spec, scope, value, error, live, reference, binding }: ParamFieldsProps) {
  const t = useT();
  const say = useDeclared();
  const id = useId();
  const { label, doc } = useParamTexts(scope, spec);
  const changed = !sameValue(value, spec.default);
  // The field must not go on showing a text once another control has set the value.
  const [draft, setDraft] = useState<string | null>(null);
  const beside: ParamBinding = {
    ...binding,
    edit: (next, phase) => {
      setDraft(null);
      return binding.edit(next, phase);
    },
    restore: () => {
      setDraft(null);
      binding.restore();
    },
  };
  const texts = { label, describedBy: id };
  const typing = { invalid: error !== undefined, draft, onDraft: setDraft, binding };
  const about = [doc, choiceDoc(spec, value, scope, say)].filter((text) => text !== "").join(" ");
  const rebuildsDoc = useRebuildsDoc();
  const effect = live === undefined ? "" : live ? t("params.liveDoc") : rebuildsDoc;

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
            {live === false ? (
              <>
                {" "}
                <RebuildMark />
              </>
            ) : null}
            {spec.badge === undefined ? null : (
              <>
                {" "}
                <HonestyBadge badge={spec.badge} />
              </>
            )}
          </span>
          {changed ? (
            <button
              type="button"
              className={styles.dot}
              aria-label={`${label}: ${t("params.changed", { value: shown(spec, spec.default) })}`}
              title={t("params.changed", { value: shown(spec, spec.default) })}
              onClick={beside.restore}
            />
          ) : (
            <span className={styles.noDot} />
          )}
          {isNumber(spec) && typeof value === "number" ? (
            <NumberField spec={spec} value={value} {...texts} {...typing} />
          ) : null}
          {spec.kind === "flag" ? (
            <Switch
              size="sm"
              aria-label={label}
              aria-describedby={id}
              checked={value === true}
              onChange={(event) => void binding.edit(event.currentTarget.checked, "commit")}
              data-param={spec.path}
            />
          ) : null}
        </div>
        {isNumber(spec) && typeof value === "number" ? (
          <NumberSlider spec={spec} value={value} {...texts} binding={beside} />
        ) : null}
        {spec.kind === "choice" ? (
          <ChoiceControl spec={spec} value={String(value)} scope={scope} {...texts} binding={binding} />
        ) : null}
        {spec.kind === "asset" ? <AssetControl path={spec.path} value={String(value)} {...texts} /> : null}
        {(spec.kind === "times" || spec.kind === "numbers") && Array.isArray(value) ? (
          <ListControl spec={spec} value={value} {...texts} {...typing} />
        ) : null}
        {error === undefined ? null : (
          <ErrorLine spec={spec} error={error} value={value} draft={draft} running={live !== undefined} />
        )}
        {reference === undefined ? null : (
          <span className={styles.reference}>{t("compare.inA", { value: shown(spec, reference) })}</span>
        )}
        <span id={id} className="quiet">
          {about} {effect}
        </span>
      </div>
    </Tooltip>
  );
}

/** One parameter of the experiment that is open, and whether a change of it is live. */
export const ParamRow = memo(function ParamRow({
  spec,
  experiment,
}: {
  readonly spec: ParamSpec;
  readonly experiment: string;
}) {
  const value = useLab((state) => getParam(state.params, spec.path)) ?? spec.default;
  const live = useLab((state) => isLive(spec, state.params));
  const error = useLab((state) => state.fieldErrors[spec.path]);
  const reference = useCompare(({ phase, params }) => (phase === "on" ? getParam(params, spec.path) : undefined));
  const binding = useMemo(() => labBinding(spec.path), [spec.path]);
  return (
    <ParamFields
      spec={spec}
      scope={experiment}
      value={value}
      error={error}
      live={live}
      reference={reference === undefined || sameValue(reference, value) ? undefined : reference}
      binding={binding}
    />
  );
});
