import { Loader } from "@mantine/core";
import { lazy, Suspense, useMemo } from "react";
import type { ExperimentId } from "../../workers/catalog";
import { useT } from "../i18n";
import { type LessonLab, LessonProvider } from "../lessons/LessonContext";
import { applyPreset, edit, focusView, getFeed, pause, reset, run } from "../stores/actions";
import { useLab } from "../stores/labStore";
import { ErrorBoundary } from "../ui/ErrorBoundary";
import styles from "./shell.module.css";

const LessonPanel = lazy(() => import("../lessons/LessonPanel"));

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
      <ErrorBoundary
        fallback={(error, retry) => (
          <div className={styles.message} role="alert">
            <p>{error.message}</p>
            <button type="button" onClick={retry}>
              {t("view.retry")}
            </button>
          </div>
        )}
      >
        <Suspense fallback={<Loader m="md" size="sm" aria-label={t("app.loading")} />}>
          <LessonPanel experimentId={experiment} />
        </Suspense>
      </ErrorBoundary>
    </LessonProvider>
  );
}
