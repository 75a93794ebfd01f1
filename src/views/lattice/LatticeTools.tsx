import { useContext } from "react";
import { RangeSlider } from "../../ui/RangeSlider";
import type { ScaleKind } from "../heatmap/shades";
import row from "../PictureTools.module.css";
import { ViewTextContext } from "../strings";
import styles from "./Lattice.module.css";
import { isViewpointName, type LatticeTool, VIEWPOINT_NAMES, type ViewpointName } from "./options";
import { AXES, type Axis, lengthOf, type Shape, type Slice } from "./shape";

interface Toggle {
  readonly label: string;
  readonly on: boolean;
  readonly flip: () => void;
}

interface Props {
  /** From where one looks: a name, the number of a kept viewpoint, or "own" where a hand has turned the block. */
  readonly viewpoint: ViewpointName | number | "own";
  /** Numbers of the viewpoints kept on this device. */
  readonly kept: readonly number[];
  readonly onViewpoint: (name: ViewpointName | number) => void;
  readonly tools: readonly LatticeTool[];
  readonly tool: LatticeTool;
  readonly onTool: (tool: LatticeTool) => void;
  readonly toggles: readonly Toggle[];
  readonly shaping: boolean;
  readonly onShaping: () => void;
  /** Hands the marked box to the page; null where none is marked, or nothing takes it. */
  readonly onApply: (() => void) | null;
}

const STRIDE = 1.4;
const TURN = Math.PI / 8;

/** From where one looks, what a click does, and what of the block is shown. */
export function LatticeTools(props: Props) {
  const { viewpoint, kept, onViewpoint, tools, tool, onTool, toggles } = props;
  const { shaping, onShaping, onApply } = props;
  const t = useContext(ViewTextContext);
  return (
    <div className={row.tools}>
      <select
        aria-label={t("lattice.viewpoint")}
        value={viewpoint}
        onChange={({ target: { value } }) => {
          if (isViewpointName(value)) onViewpoint(value);
          else if (value !== "own") onViewpoint(Number(value));
        }}
      >
        {VIEWPOINT_NAMES.map((name) => (
          <option key={name} value={name}>
            {t(`lattice.${name}`)}
          </option>
        ))}
        {kept.map((number) => (
          <option key={number} value={number}>
            {t("lattice.keptName", { number: String(number) })}
          </option>
        ))}
        {viewpoint === "own" ? <option value="own">{t("lattice.own")}</option> : null}
      </select>
      <fieldset className={row.group} aria-label={t("lattice.tools")}>
        {tools.map((one) => (
          <button key={one} type="button" aria-pressed={one === tool} onClick={() => onTool(one)}>
            {t(`lattice.${one}`)}
          </button>
        ))}
      </fieldset>
      {onApply === null ? null : (
        <button type="button" onClick={onApply}>
          {t("lattice.apply")}
        </button>
      )}
      <fieldset className={row.group}>
        {toggles.map(({ label, on, flip }) => (
          <button key={label} type="button" aria-pressed={on} onClick={flip}>
            {label}
          </button>
        ))}
        <button type="button" className={styles.expander} aria-expanded={shaping} onClick={onShaping}>
          {t("lattice.shape")}
        </button>
      </fieldset>
    </div>
  );
}

/** What the panel of the view asks for. */
interface PanelProps {
  readonly shape: Shape;
  readonly slice: Slice;
  readonly onSlice: (slice: Slice) => void;
  /** 0 to 1 */
  readonly explode: number;
  readonly onExplode: (explode: number) => void;
  /** Scale of colours; null where there is no choice. */
  readonly scale: ScaleKind | null;
  readonly onScale: (scale: ScaleKind) => void;
  readonly onKeep: () => void;
  /** No more viewpoints can be kept. */
  readonly full: boolean;
  /** Number of the kept viewpoint that one looks from; null where it is another one. */
  readonly kept: number | null;
  readonly onForget: (number: number) => void;
  /** A factor on the magnification. */
  readonly onZoom: (factor: number) => void;
  readonly onTurn: (yaw: number) => void;
}

const EXPLODE_POSITIONS = 100;
const nothing = (): void => undefined;

/** What of the block is shown along each axis, and how far apart its layers are. */
export function LatticeSliders(props: PanelProps) {
  const { shape, slice, onSlice, explode, onExplode, scale, onScale, onZoom, onTurn } = props;
  const { onKeep, full, kept, onForget } = props;
  const t = useContext(ViewTextContext);
  const buttons = [
    { text: "↺", label: t("lattice.left"), act: () => onTurn(-TURN) },
    { text: "↻", label: t("lattice.right"), act: () => onTurn(TURN) },
    { text: "−", label: t("lattice.zoomOut"), act: () => onZoom(1 / STRIDE) },
    { text: "+", label: t("lattice.zoomIn"), act: () => onZoom(STRIDE) },
  ];
  const move = (axis: Axis, end: "from" | "to", position: number): void => {
    const [from, to] = [{ ...slice.from }, { ...slice.to }];
    (end === "from" ? from : to)[axis] = position;
    // An end that passes the other takes it along.
    if (end === "from" && to[axis] < position) to[axis] = position;
    if (end === "to" && from[axis] > position) from[axis] = position;
    onSlice({ from, to });
  };
  return (
    <div className={styles.sliders}>
      <div className={`${row.tools} ${styles.wide}`}>
        {scale === null ? null : (
          <select
            aria-label={t("heatmap.scale")}
            value={scale}
            onChange={(event) => onScale(event.target.value as ScaleKind)}
          >
            {(["linear", "log"] as const).map((kind) => (
              <option key={kind} value={kind}>
                {t(`heatmap.${kind}`)}
              </option>
            ))}
          </select>
        )}
        <fieldset className={row.group}>
          {buttons.map(({ text, label, act }) => (
            <button key={label} type="button" aria-label={label} title={label} onClick={act}>
              {text}
            </button>
          ))}
          {kept === null ? (
            <button type="button" disabled={full} title={full ? t("lattice.keptFull") : undefined} onClick={onKeep}>
              {t("lattice.keep")}
            </button>
          ) : (
            <button type="button" onClick={() => onForget(kept)}>
              {t("lattice.forget", { number: String(kept) })}
            </button>
          )}
        </fieldset>
      </div>
      {AXES.map((axis) => {
        const last = lengthOf(shape, axis) - 1;
        return (
          <div key={axis} className={styles.row}>
            <span>{t(`lattice.${axis}`)}</span>
            {(["from", "to"] as const).map((end) => (
              <RangeSlider
                key={end}
                label={t(end === "from" ? "lattice.first" : "lattice.last", { axis: t(`lattice.${axis}`) })}
                position={slice[end][axis]}
                positions={Math.max(1, last)}
                valueText={String(slice[end][axis])}
                disabled={last === 0}
                onMove={(position) => move(axis, end, Math.min(last, position))}
                onDone={nothing}
              />
            ))}
            <span className={styles.ends}>
              {slice.from[axis]}–{slice.to[axis]}
            </span>
          </div>
        );
      })}
      <div className={styles.row}>
        <span>{t("lattice.explode")}</span>
        <RangeSlider
          label={t("lattice.explode")}
          position={Math.round(EXPLODE_POSITIONS * explode)}
          positions={EXPLODE_POSITIONS}
          valueText={`${Math.round(EXPLODE_POSITIONS * explode)} %`}
          onMove={(position) => onExplode(position / EXPLODE_POSITIONS)}
          onDone={nothing}
        />
        <span className={styles.ends}>{Math.round(EXPLODE_POSITIONS * explode)} %</span>
      </div>
    </div>
  );
}
