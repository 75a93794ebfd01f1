import type { WebGLRenderer } from "three";

/** How long frames take on the card, and when the next one may come. */

/** A slow card rests for so many times what it took before it draws what no hand has asked for: others need the machine. */
const REST = 3;
/** Up to this time for a frame a card counts as quick, from this one on as slow, in ms. */
export const QUICK = 22;
export const SLOW = 40;

export class Pace {
  /** What the last frame took, in ms. */
  took = 0;
  private fence: { readonly sync: WebGLSync; readonly since: number } | null = null;
  private due = 0;

  /**
   * Whether the card still works, or has a rest.
   *
   * @param urgent a hand waits for what comes
   * @param done takes over what the card has drawn
   */
  isBusy(gl: WebGLRenderer, now: number, urgent: boolean, done: () => void): boolean {
    const context = gl.getContext() as WebGL2RenderingContext;
    const { fence } = this;
    if (fence !== null) {
      if (context.clientWaitSync(fence.sync, 0, 0) === context.TIMEOUT_EXPIRED) return true;
      context.deleteSync(fence.sync);
      this.fence = null;
      this.took = now - fence.since;
      done();
      this.due = this.took < QUICK ? now : now + REST * Math.min(this.took, SLOW);
    }
    return now < this.due && !urgent;
  }

  /** A frame has gone to the card. */
  sent(gl: WebGLRenderer, now: number): void {
    const context = gl.getContext() as WebGL2RenderingContext;
    const sync = context.fenceSync(context.SYNC_GPU_COMMANDS_COMPLETE, 0);
    if (this.fence !== null) context.deleteSync(this.fence.sync);
    // What is drawn for reading back is never presented: without this it may wait for a frame that is.
    context.flush();
    this.fence = sync === null ? null : { sync, since: now };
  }

  /** What the card held is gone. */
  forget(): void {
    this.fence = null;
  }
}
