import { drawText, type Surface } from "../ui/canvas";
import { THEMES, type ViewTheme } from "../ui/colors";
import { type Pictured, stagesIn } from "./stage";
import { currentScheme } from "./theme";

/** Pictures of a whole card: its title above, and below it its canvases, side by side where it has several. */

export interface Pane {
  readonly stage: Pictured;
  /** Place of its upper left corner, in CSS pixels. */
  readonly x: number;
  readonly y: number;
  /** What tells it from the other panes; "" for a single one. */
  readonly label: string;
}

export interface Composition {
  readonly panes: readonly Pane[];
  /** In CSS pixels, with the title; the ratio is that of the screen. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
}

export const HEADER = 34;
const GAP = 8;
const LABEL = 18;

/** Everything that a card shows now, brought up to date; null when it shows no picture. */
export function compose(card: ParentNode): Composition | null {
  const stages = stagesIn(card).filter(({ size }) => size.width > 0);
  const labels = stages.map(({ base }) => base.closest<HTMLElement>("[data-pane]")?.dataset.pane ?? "");
  const top = HEADER + (stages.length > 1 && labels.some((label) => label !== "") ? LABEL : 0);
  let right = 0;
  const panes = stages.map((stage, i): Pane => {
    stage.refresh();
    const x = right;
    right += stage.size.width + GAP;
    return { stage, x, y: top, label: stages.length > 1 ? (labels[i] ?? "") : "" };
  });
  const [first] = panes;
  if (first === undefined) return null;
  const height = top + Math.max(...stages.map(({ size }) => size.height));
  return { panes, width: right - GAP, height, ratio: first.stage.size.ratio };
}

/** The theme of pictures that are not asked to be in another one. */
export const screenTheme = (): ViewTheme => THEMES[currentScheme()];

/** Title and names of panes; `aside` stands at the right of the title. */
export function drawHeads(surface: Surface, { panes }: Composition, title: string, aside = ""): void {
  const { theme, width } = surface;
  const y = HEADER / 2 + 2;
  const taken =
    aside === "" ? 0 : drawText(surface, aside, width - 10, y, { align: "right", color: theme.muted, size: 12 });
  drawText(surface, title, 10, y, { size: 14, weight: 600, maxWidth: width - 20 - (taken === 0 ? 0 : taken + 12) });
  for (const { x, y: top, label, stage } of panes) {
    if (label === "") continue;
    drawText(surface, label, x + 10, top - LABEL / 2, { size: 12, weight: 600, maxWidth: stage.size.width - 20 });
  }
}
