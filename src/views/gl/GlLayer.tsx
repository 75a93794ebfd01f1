import { Canvas, useFrame, useThree } from "@react-three/fiber";
import { type Ref, type RefObject, useEffect, useImperativeHandle, useRef, useState } from "react";
import { setConsoleFunction, type WebGLRenderer } from "three";
import styles from "./GlLayer.module.css";
import { isSoftware, Readback } from "./readback";
import type { GlHandle } from "./shell";

// Warnings of the library, as that its clock has a successor, are no affair of a visitor; errors are one of the page.
setConsoleFunction((type, message) => {
  if (type === "error") reportError(new Error(message));
});

/** Draws what a view shows. Times are in ms as frames have them. */
export interface GlRenderer {
  /** Whether the card still works on the frame before, or has a rest. */
  isBusy(gl: WebGLRenderer, now: number): boolean;
  /** Draws what has changed and answers whether something is left to draw. `whole` draws everything now, however long it takes. */
  render(gl: WebGLRenderer, now: number, whole?: boolean): boolean;
  /** What the card held is given back, or gone: all that is drawn from now on is sent again. */
  forget(): void;
  /** Gives back what the card holds. What is drawn afterwards takes it again. */
  dispose(gl: WebGLRenderer): void;
}

interface Props {
  /** @param readback shows the pictures where the layer itself would keep the page waiting */
  readonly make: (readback: Readback | null) => GlRenderer;
  readonly handle: Ref<GlHandle>;
  /** The card is lost, or back again. */
  readonly onLost: (lost: boolean) => void;
}

/**
 * Draws on demand and only while it can be seen, and never more than one frame ahead of the card, so that the page stays free
 * however slow the card is.
 */
function Loop({ make, handle, onLost, copy }: Props & { readonly copy: RefObject<HTMLCanvasElement | null> }) {
  const gl = useThree((state) => state.gl);
  const invalidate = useThree((state) => state.invalidate);
  const [readback] = useState(() => (copy.current === null ? null : new Readback(copy.current)));
  const [renderer] = useState(() => make(readback));
  const seen = useRef(true);

  useFrame(() => {
    const now = performance.now();
    if (gl.getContext().isContextLost() || !seen.current) return;
    // What has been read back is fetched by a later frame, also when nothing is left to draw.
    if (renderer.isBusy(gl, now) || renderer.render(gl, now) || readback?.isAwaited === true) invalidate();
  }, 1);

  useEffect(() => {
    const canvas = gl.domElement;
    const ended = new AbortController();
    const { signal } = ended;
    canvas.addEventListener(
      "webglcontextlost",
      (event) => {
        // Without this the browser never gives the card back.
        event.preventDefault();
        // Now, while it has no effect: to the card that comes back these things would be those of another.
        renderer.dispose(gl);
        renderer.forget();
        onLost(true);
      },
      { signal },
    );
    canvas.addEventListener(
      "webglcontextrestored",
      () => {
        onLost(false);
        invalidate();
      },
      { signal },
    );
    const observer = new IntersectionObserver((entries) => {
      for (const { isIntersecting } of entries) seen.current = isIntersecting;
      if (seen.current) invalidate();
    });
    if (canvas.parentElement !== null) observer.observe(canvas.parentElement);
    invalidate();
    return () => {
      ended.abort();
      observer.disconnect();
      renderer.dispose(gl);
    };
  }, [gl, renderer, invalidate, onLost]);

  useImperativeHandle(
    handle,
    () => ({
      invalidate: () => invalidate(),
      whole: () => {
        renderer.render(gl, performance.now(), true);
        return gl.domElement;
      },
    }),
    [gl, invalidate, renderer],
  );
  return null;
}

/** The part of a picture that the graphics card draws: a layer resized with its place. */
export function GlLayer(props: Props) {
  const [software] = useState(isSoftware);
  const copy = useRef<HTMLCanvasElement>(null);
  return (
    <>
      <Canvas
        frameloop="demand"
        flat
        linear
        dpr={[1, 2]}
        gl={{ alpha: true, antialias: false, depth: false, stencil: false, powerPreference: "high-performance" }}
        resize={{ debounce: 0 }}
        style={{ pointerEvents: "none", visibility: software ? "hidden" : "visible" }}
        aria-hidden="true"
      >
        <Loop {...props} copy={copy} />
      </Canvas>
      {software ? <canvas ref={copy} className={styles.copy} data-view-card /> : null}
    </>
  );
}
