import { Loader } from "@mantine/core";
import { useMemo } from "react";
import type { ExperimentId } from "../../workers/catalog";
import { lazily } from "../controls/lazily";
import { useT } from "../i18n";
import { type LessonLab, LessonProvider } from "../lessons/LessonContext";
import { applyPreset, edit, focusView, getFeed, pause, reset, run } from "../stores/actions";
import { useLab } from "../stores/labStore";
import styles from "./shell.module.css";

const LessonPanel = lazily(() => import("../lessons/LessonPanel"));

/** The lesson of an experiment, loaded when it is first opened. */
export function LessonSlot({ experiment }: { readonly experiment: ExperimentId }) {
  const t = useT();
  const params = useLab((state) => state.params);
  const lab = useMemo<LessonLab>(
    () => ({ applyPreset, edit, restart: reset, focusView, run, pause, feed: getFeed(), params }),
    [params],
  );
  return (
    <LessonProvider value={lab}>
      <LessonPanel
        experimentId={experiment}
        waiting={<Loader m="md" size="sm" aria-label={t("app.loading")} />}
        failed={(error, retry) => (
          <div className={styles.message} role="alert">
            <p>{error.message}</p>
            <button type="button" onClick={retry}>
              {t("view.retry")}
            </button>
          </div>
        )}
      />
    </LessonProvider>
  );
}
