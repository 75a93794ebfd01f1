import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useRef } from "react";
import { unitText } from "../ui/format";
import { RangeSlider } from "../ui/RangeSlider";
import type { ParamBinding } from "./binding";
import {
  formatField,
  fromPosition,
  type NumberSpec,
  nudge,
  parseField,
  SLIDER_POSITIONS,
  stepsOfKey,
  toPosition,
} from "./number";
import styles from "./params.module.css";

interface Props {
  readonly spec: NumberSpec;
  readonly value: number;
  readonly label: string;
  readonly describedBy: string;
  readonly binding: ParamBinding;
}

interface FieldProps extends Props {
  readonly invalid: boolean;
  /** What was typed and is no value yet; null where the field shows the value. */
  readonly draft: string | null;
  readonly onDraft: (draft: string | null) => void;
}

/** The typed half of a number; a text that is refused stays in the field until it is corrected or taken back. */
export function NumberField({ spec, value, label, describedBy, invalid, draft, onDraft, binding }: FieldProps) {
  const nudged = useRef(false);
  const unit = unitText(spec.unit);

  const takeBack = () => {
    onDraft(null);
    binding.forgetError();
  };

  const commit = async () => {
    if (nudged.current) {
      nudged.current = false;
      await binding.settle();
      return;
    }
    if (draft === null) return;
    const typed = parseField(draft);
    if (Number.isNaN(typed)) binding.refuseText(draft);
    else if (typed === value) takeBack();
    else if (await binding.edit(typed, "commit")) onDraft(null);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const steps =
      event.key === "ArrowLeft" || event.key === "ArrowRight" ? null : stepsOfKey(event.key, event.shiftKey);
    if (event.key === "Enter") {
      void commit();
    } else if (event.key === "Escape") {
      takeBack();
    } else if (steps !== null) {
      event.preventDefault();
      takeBack();
      nudged.current = true;
      void binding.edit(nudge(spec, value, steps), "preview");
    }
  };

  return (
    <TextInput
      className={styles.number}
      size="xs"
      inputMode="decimal"
      autoComplete="off"
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={invalid}
      error={invalid}
      value={draft ?? formatField(value)}
      rightSection={unit === "" ? null : <span className={styles.unit}>{unit}</span>}
      rightSectionWidth={unit === "" ? undefined : `${0.45 * unit.length + 0.75}rem`}
      rightSectionPointerEvents="none"
      data-param={spec.path}
      onChange={(event) => {
        onDraft(event.currentTarget.value);
        binding.forgetError();
      }}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => void commit()}
      onKeyUp={() => {
        if (nudged.current) void commit();
      }}
      onKeyDown={onKeyDown}
    />
  );
}

/** The dragged half of a number. */
export function NumberSlider({ spec, value, label, describedBy, binding }: Props) {
  const unit = unitText(spec.unit);
  const moved = useRef(false);
  const preview = (next: number) => {
    moved.current = true;
    void binding.edit(next, "preview");
  };

  return (
    <RangeSlider
      label={label}
      position={toPosition(spec, value)}
      positions={SLIDER_POSITIONS}
      valueText={`${formatField(value)} ${unit}`.trim()}
      describedBy={describedBy}
      onMove={(position) => preview(fromPosition(spec, position))}
      onKey={({ key, shiftKey }) => {
        const steps = stepsOfKey(key, shiftKey);
        if (steps !== null) preview(nudge(spec, value, steps));
        else if (key === "Home") preview(spec.min);
        else if (key === "End") preview(spec.max);
        else return false;
        return true;
      }}
      onDone={() => {
        if (!moved.current) return;
        moved.current = false;
        void binding.settle();
      }}
    />
  );
}
