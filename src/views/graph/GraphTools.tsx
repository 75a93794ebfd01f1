import { useContext } from "react";
import styles from "../PictureTools.module.css";
import { ViewTextContext } from "../strings";
import { LAYOUTS, type LayoutKind } from "./layout";
import type { HandOption } from "./options";
import { DIRECTIONS, type Direction } from "./picture";

export type GraphTool = "select" | HandOption["action"];

interface Props {
  readonly layout: LayoutKind;
  readonly onLayout: (layout: LayoutKind) => void;
  /** Null while all connections are shown. */
  readonly direction: Direction | null;
  readonly onDirection: (direction: Direction) => void;
  readonly tools: readonly GraphTool[];
  readonly tool: GraphTool;
  readonly onTool: (tool: GraphTool) => void;
  /** A factor on the magnification. */
  readonly onZoom: (factor: number) => void;
  readonly onTurn: (yaw: number) => void;
  readonly onHome: () => void;
  readonly onKeep: () => void;
}

const STRIDE = 1.5;
const TURN = Math.PI / 8;

/** Where neurons stand, what a click does, and from where one looks. */
export function GraphTools(props: Props) {
  const { layout, onLayout, direction, onDirection, tools, tool, onTool, onZoom, onTurn, onHome, onKeep } = props;
  const t = useContext(ViewTextContext);
  const buttons = [
    { text: "↺", label: t("graph.left"), act: () => onTurn(-TURN) },
    { text: "↻", label: t("graph.right"), act: () => onTurn(TURN) },
    { text: "−", label: t("graph.zoomOut"), act: () => onZoom(1 / STRIDE) },
    { text: "+", label: t("graph.zoomIn"), act: () => onZoom(STRIDE) },
  ];
  return (
    <div className={styles.tools}>
      <select
        aria-label={t("graph.layout")}
        value={layout}
        onChange={(event) => onLayout(event.target.value as LayoutKind)}
      >
        {LAYOUTS.map((kind) => (
          <option key={kind} value={kind}>
            {t(`graph.${kind}`)}
          </option>
        ))}
      </select>
      {direction === null ? null : (
        <select
          aria-label={t("graph.direction")}
          value={direction}
          onChange={(event) => onDirection(event.target.value as Direction)}
        >
          {DIRECTIONS.map((one) => (
            <option key={one} value={one}>
              {t(`graph.${one}`)}
            </option>
          ))}
        </select>
      )}
      {tools.length < 2 ? null : (
        <fieldset className={styles.group} aria-label={t("graph.tools")}>
          {tools.map((one) => (
            <button key={one} type="button" aria-pressed={one === tool} onClick={() => onTool(one)}>
              {t(`graph.${one}`)}
            </button>
          ))}
        </fieldset>
      )}
      <fieldset className={styles.group}>
        {buttons.map(({ text, label, act }) => (
          <button key={label} type="button" aria-label={label} title={label} onClick={act}>
            {text}
          </button>
        ))}
        <button type="button" onClick={onHome}>
          {t("graph.home")}
        </button>
        <button type="button" onClick={onKeep}>
          {t("graph.keep")}
        </button>
      </fieldset>
    </div>
  );
}
