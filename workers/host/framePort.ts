import { type Credit, FRAME_CREDITS, type Frame, type FromWorker } from "../protocol";
import { pack, packedBytes } from "./gather";

/** A returned buffer this much larger than what is needed is given up, so that one large frame does not hold memory. */
const WASTE = 8;
const KEEP_ALWAYS = 1 << 20;

const isCredit = (message: unknown): message is Credit =>
  typeof message === "object" &&
  message !== null &&
  "type" in message &&
  message.type === "credit" &&
  "buffer" in message &&
  message.buffer instanceof ArrayBuffer;

/** The page's side of frames: counts credits and pools the buffers that come back with them. */
export class FramePort {
  #credits = FRAME_CREDITS;
  readonly #pool: ArrayBuffer[] = [];

  /** @param onCredit called when a frame may be sent again */
  constructor(
    private readonly port: MessagePort,
    onCredit: () => void,
  ) {
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!isCredit(data) || this.#credits >= FRAME_CREDITS) return;
      this.#credits++;
      this.#pool.push(data.buffer);
      onCredit();
    };
  }

  /** True when a frame may be sent. */
  get ready(): boolean {
    return this.#credits > 0;
  }

  /** Sends a frame whose arrays are copied into one pooled buffer and transferred; takes one credit. */
  send(frame: Omit<Frame, "buffer">): void {
    const buffer = this.#buffer(packedBytes(frame.channels));
    this.#credits--;
    this.post({ type: "frame", frame: { ...frame, channels: pack(frame.channels, buffer), buffer } }, [buffer]);
  }

  post(message: FromWorker, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer);
  }

  close(): void {
    this.port.onmessage = null;
    this.port.close();
  }

  #buffer(bytes: number): ArrayBuffer {
    const pooled = this.#pool.pop();
    if (pooled !== undefined && pooled.byteLength >= bytes) {
      if (pooled.byteLength <= Math.max(KEEP_ALWAYS, WASTE * bytes)) return pooled;
    }
    return new ArrayBuffer(Math.max(4096, 2 ** Math.ceil(Math.log2(bytes + 1))));
  }
}
