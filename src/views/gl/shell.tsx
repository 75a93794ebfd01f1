import { Component, type ReactNode } from "react";

/** What a view needs around a layer of the graphics card, without the code of that layer. */

let offered: boolean | null = null;

/** Whether this browser draws with a graphics card, or as if it had one. */
export function hasWebGl(): boolean {
  offered ??= document.createElement("canvas").getContext("webgl2") !== null;
  return offered;
}

/** Without the layer of the graphics card the flat canvas draws everything. */
export class GlBoundary extends Component<{ readonly onFail: () => void; readonly children: ReactNode }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override componentDidCatch(): void {
    this.props.onFail();
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}

export interface GlHandle {
  /** Something has changed. */
  invalidate(): void;
  /** Draws everything in this task and answers the canvas, which holds it until the task ends. */
  whole(): HTMLCanvasElement;
}

export const prefersStill = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;
