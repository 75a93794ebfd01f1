import type { Click } from "./schedule";

/** Length and pitch of a plain click: short enough to hear two spikes 5 ms apart as two. */
const CLICK_S = 0.008;
const PITCH_HZ = 1100;
const DECAY_S = 0.0014;

/** Turns clicks into sound. */
export class Speaker {
  private readonly context: AudioContext;
  private readonly volume: GainNode;
  private readonly click: AudioBuffer;
  private readonly waiting = new Set<AudioBufferSourceNode>();

  /** @throws where the browser has no Web Audio */
  constructor() {
    this.context = new AudioContext({ latencyHint: "interactive" });
    const { sampleRate } = this.context;
    this.click = this.context.createBuffer(1, Math.ceil(CLICK_S * sampleRate), sampleRate);
    const samples = this.click.getChannelData(0);
    for (let i = 0; i < samples.length; i++) {
      const t = i / sampleRate;
      samples[i] = Math.sin(2 * Math.PI * PITCH_HZ * t) * Math.exp(-t / DECAY_S);
    }
    this.volume = this.context.createGain();
    // Many clicks at once must not overload the output.
    const limiter = this.context.createDynamicsCompressor();
    this.volume.connect(limiter);
    limiter.connect(this.context.destination);
  }

  /** Time of the audio clock in s. */
  get now(): number {
    return this.context.currentTime;
  }

  /** Browsers start audio after a gesture only; this is part of one. */
  async start(): Promise<void> {
    await this.context.resume();
  }

  /** @param share of full volume, 0..1; the ear hears squares as equal steps */
  setVolume(share: number): void {
    this.volume.gain.value = share * share;
  }

  play(clicks: readonly Click[]): void {
    for (const { at, pitch, gain } of clicks) {
      const source = this.context.createBufferSource();
      source.buffer = this.click;
      source.playbackRate.value = pitch;
      const level = this.context.createGain();
      level.gain.value = gain;
      source.connect(level);
      level.connect(this.volume);
      source.onended = () => {
        this.waiting.delete(source);
        level.disconnect();
      };
      this.waiting.add(source);
      source.start(Math.max(at, this.now));
    }
  }

  /** Takes back what has not been heard yet. */
  silence(): void {
    for (const source of this.waiting) source.stop();
    this.waiting.clear();
  }

  async close(): Promise<void> {
    this.silence();
    await this.context.close();
  }
}
