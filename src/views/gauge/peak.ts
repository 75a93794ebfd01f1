/** The largest value of the recent past, forgetting what is older; values come in the order of time. */
export class RecentPeak {
  /** Values that may become the peak, each smaller than the one before. */
  private readonly queue: { readonly time: number; readonly value: number }[] = [];
  private last = Number.NEGATIVE_INFINITY;

  /** Takes a value in; a time before the last one, after a step back, begins anew. */
  add(time: number, value: number): void {
    if (time < this.last) this.queue.length = 0;
    this.last = time;
    if (Number.isNaN(value)) return;
    while ((this.queue.at(-1)?.value ?? Number.POSITIVE_INFINITY) <= value) this.queue.pop();
    this.queue.push({ time, value });
  }

  /** The largest value not older than `length`; NaN when there is none. */
  within(length: number): number {
    while (this.queue.length > 0 && (this.queue[0]?.time ?? 0) < this.last - length) this.queue.shift();
    return this.queue[0]?.value ?? Number.NaN;
  }
}
