import { useContext } from "react";
import { ViewTextContext } from "../strings";
import styles from "./Raster.module.css";
import type { RasterTool } from "./tools";

interface Props {
  readonly tools: readonly RasterTool[];
  /** Null for selecting. */
  readonly chosen: RasterTool | null;
  readonly onChoose: (tool: RasterTool | null) => void;
}

/** Says what a drag over the rows does. */
export function RasterTools({ tools, chosen, onChoose }: Props) {
  const t = useContext(ViewTextContext);
  return (
    <fieldset className={styles.tools} aria-label={t("raster.tools")}>
      {[null, ...tools].map((tool) => (
        <button
          key={tool?.action ?? ""}
          type="button"
          aria-pressed={tool?.action === chosen?.action}
          onClick={() => onChoose(tool)}
        >
          {t(tool?.labelKey ?? "raster.select")}
        </button>
      ))}
      <span className={styles.hint} aria-live="polite">
        {t(chosen === null ? "raster.selectHint" : "raster.toolHint")}
      </span>
    </fieldset>
  );
}
