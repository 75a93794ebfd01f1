/** One animation frame for all views: it paints what changed and can be seen, and yields before a task grows long. */

export interface Drawable {
  readonly element: Element;
  /** Time of the host until which it waits although it has changed. */
  readonly restsUntil?: number;
  paint(): void;
}

export interface FrameLoopHost {
  request(callback: () => void): void;
  now(): number;
  /** Reports from now on whether the element can be seen; returns the end of it. */
  observe(element: Element, report: (visible: boolean) => void): () => void;
}

/**
 * After this many ms the remaining views wait for the next frame. Script is the smaller part of painting: where canvases are
 * drawn by software, a larger share of the frame costs frames.
 */
const BUDGET_MS = 4;

export class FrameLoop {
  private readonly host: FrameLoopHost;
  private readonly members = new Map<Drawable, { visible: boolean; readonly release: () => void }>();
  /** In the order of their waiting. */
  private readonly dirty = new Set<Drawable>();
  private requested = false;

  constructor(host: FrameLoopHost) {
    this.host = host;
  }

  /** Adds a view, unseen until the host reports otherwise; returns its removal. */
  add(drawable: Drawable): () => void {
    const release = this.host.observe(drawable.element, (visible) => {
      const member = this.members.get(drawable);
      if (member === undefined) return;
      member.visible = visible;
      if (visible && this.dirty.has(drawable)) this.schedule();
    });
    this.members.set(drawable, { visible: false, release });
    return () => {
      release();
      this.members.delete(drawable);
      this.dirty.delete(drawable);
    };
  }

  invalidate(drawable: Drawable): void {
    const member = this.members.get(drawable);
    if (member === undefined) return;
    this.dirty.add(drawable);
    if (member.visible) this.schedule();
  }

  private schedule(): void {
    if (this.requested) return;
    this.requested = true;
    this.host.request(() => this.run());
  }

  private run(): void {
    this.requested = false;
    const start = this.host.now();
    let resting = false;
    for (const drawable of [...this.dirty]) {
      if (!this.members.get(drawable)?.visible) continue;
      if ((drawable.restsUntil ?? 0) > start) {
        resting = true;
        continue;
      }
      if (this.host.now() - start > BUDGET_MS) {
        this.schedule();
        return;
      }
      this.dirty.delete(drawable);
      drawable.paint();
    }
    if (resting) this.schedule();
  }
}

function browserHost(): FrameLoopHost {
  const reports = new Map<Element, (visible: boolean) => void>();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) reports.get(target)?.(isIntersecting);
  });
  return {
    request: (callback) => {
      requestAnimationFrame(callback);
    },
    now: () => performance.now(),
    observe: (element, report) => {
      reports.set(element, report);
      observer.observe(element);
      return () => {
        reports.delete(element);
        observer.unobserve(element);
      };
    },
  };
}

let shared: FrameLoop | undefined;

/** The loop of this page. */
export function frameLoop(): FrameLoop {
  shared ??= new FrameLoop(browserHost());
  return shared;
}
