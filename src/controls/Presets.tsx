import { Tooltip } from "@mantine/core";
import { useMemo, useRef } from "react";
import { useShallow } from "zustand/react/shallow";
import type { ExperimentId } from "../../workers/catalog";
import { presetParams } from "../../workers/params/presets";
import { changedPaths, getParam } from "../../workers/params/validate";
import { EXPERIMENTS } from "../experiments/declarations";
import { useDeclared, useT } from "../i18n";
import { applyPreset } from "../stores/edits";
import { useLab } from "../stores/labStore";
import styles from "./params.module.css";

/** Named regimes as chips; those of another set-up stay out of sight until it is chosen. */
export function Presets({ experiment, primary }: { readonly experiment: ExperimentId; readonly primary?: string }) {
  const t = useT();
  const say = useDeclared();
  const declaration = EXPERIMENTS[experiment];
  const targets = useMemo(
    () => Object.keys(declaration.presets).map((id) => ({ id, params: presetParams(declaration, id) })),
    [declaration],
  );
  const ids = useLab(
    useShallow((state) =>
      targets
        .filter(({ params }) => primary === undefined || getParam(params, primary) === getParam(state.params, primary))
        .map(({ id }) => id),
    ),
  );
  const active = useLab(
    (state) => targets.find(({ params }) => changedPaths(declaration.schema, params, state.params).length === 0)?.id,
  );
  const text = (id: string, part: "label" | "doc", english: string) =>
    say(`${experiment}.presets.${id}.${part}`, english);
  // The last preset stays explained while its values are changed: a text that came and went would move every slider.
  const last = useRef<string | undefined>(undefined);
  if (active !== undefined) last.current = active;
  const told = last.current !== undefined && ids.includes(last.current) ? last.current : undefined;
  const meaning = told === undefined ? undefined : declaration.presets[told];

  return (
    <section className={styles.presets} aria-label={t("params.presets")}>
      <div className={styles.presetsHead}>
        <span>{t("params.presets")}</span>
        <span>{active === undefined ? t("params.presetEdited") : ""}</span>
      </div>
      <div className={styles.chips}>
        {ids.map((id) => {
          const preset = declaration.presets[id];
          if (preset === undefined) return null;
          const doc = [text(id, "doc", preset.doc), preset.cite].filter((part) => part !== undefined).join(" — ");
          return (
            <Tooltip
              key={id}
              label={doc}
              multiline
              w={260}
              position="bottom"
              openDelay={350}
              events={{ hover: true, focus: true, touch: false }}
            >
              <button
                type="button"
                className={styles.chip}
                aria-pressed={id === active}
                onClick={() => void applyPreset(id)}
                data-preset={id}
              >
                {text(id, "label", preset.label)}
              </button>
            </Tooltip>
          );
        })}
      </div>
      {told === undefined || meaning === undefined ? null : (
        <p className={styles.meaning}>
          {text(told, "doc", meaning.doc)} {meaning.cite === undefined ? null : <cite>{meaning.cite}</cite>}
        </p>
      )}
    </section>
  );
}
