import { useContext } from "react";
import styles from "../PictureTools.module.css";
import { ViewTextContext } from "../strings";
import type { HeatTool } from "./options";
import { SCALES, type ScaleKind } from "./shades";

interface Toggle {
  readonly label: string;
  readonly on: boolean;
  readonly flip: () => void;
}

interface Props {
  /** Names of what can be shown, the first as a rule. */
  readonly layers: readonly string[];
  readonly layer: number;
  readonly onLayer: (layer: number) => void;
  readonly scale: ScaleKind;
  readonly onScale: (scale: ScaleKind) => void;
  readonly tools: readonly HeatTool[];
  readonly tool: HeatTool;
  /** The rectangle takes away what is in it. */
  readonly cuts: boolean;
  readonly onTool: (tool: HeatTool) => void;
  readonly toggles: readonly Toggle[];
  readonly zoomed: boolean;
  /** Nothing can be magnified further. */
  readonly nearest: boolean;
  /** A factor on the magnification; 0 shows all. */
  readonly onZoom: (factor: number) => void;
}

const STRIDE = 1.6;

/** What is shown, how, and what a click does. */
export function HeatmapTools(props: Props) {
  const { layers, layer, onLayer, scale, onScale, tools, tool, cuts, onTool, toggles, zoomed, nearest, onZoom } = props;
  const t = useContext(ViewTextContext);
  return (
    <div className={styles.tools}>
      {layers.length < 2 ? null : (
        <select aria-label={t("heatmap.layer")} value={layer} onChange={(event) => onLayer(Number(event.target.value))}>
          {layers.map((label, i) => (
            <option key={label} value={i}>
              {label}
            </option>
          ))}
        </select>
      )}
      <select
        aria-label={t("heatmap.scale")}
        value={scale}
        onChange={(event) => onScale(event.target.value as ScaleKind)}
      >
        {SCALES.map((kind) => (
          <option key={kind} value={kind}>
            {t(`heatmap.${kind}`)}
          </option>
        ))}
      </select>
      {tools.length < 2 ? null : (
        <fieldset className={styles.group} aria-label={t("heatmap.tools")}>
          {tools.map((one) => (
            <button key={one} type="button" aria-pressed={one === tool} onClick={() => onTool(one)}>
              {t(one === "paint" && cuts ? "heatmap.cut" : `heatmap.${one}`)}
            </button>
          ))}
        </fieldset>
      )}
      {toggles.map(({ label, on, flip }) => (
        <button key={label} type="button" aria-pressed={on} onClick={flip}>
          {label}
        </button>
      ))}
      <fieldset className={styles.group}>
        <button type="button" aria-label={t("heatmap.zoomOut")} disabled={!zoomed} onClick={() => onZoom(1 / STRIDE)}>
          −
        </button>
        <button type="button" aria-label={t("heatmap.zoomIn")} disabled={nearest} onClick={() => onZoom(STRIDE)}>
          +
        </button>
        {zoomed ? (
          <button type="button" onClick={() => onZoom(0)}>
            {t("heatmap.fit")}
          </button>
        ) : null}
      </fieldset>
    </div>
  );
}
