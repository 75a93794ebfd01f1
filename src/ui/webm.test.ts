import { describe, expect, it } from "vitest";
import { headWithDuration, withDuration } from "./webm";

/** The head of a live recording: EBML, a segment of unknown length, its Info (scale 1 ms, one name) and what follows. */
const bytes = (...parts: (readonly number[])[]): Uint8Array => Uint8Array.from(parts.flat());
const EBML = [0x1a, 0x45, 0xdf, 0xa3, 0x84, 0x42, 0x86, 0x81, 0x01];
const SEGMENT = [0x18, 0x53, 0x80, 0x67, 0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
const SCALE = [0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40];
const NAME = [0x4d, 0x80, 0x82, 0x41, 0x42];
const TRACKS = [0x16, 0x54, 0xae, 0x6b, 0x82, 0x01, 0x02];
const info = (content: readonly number[]): number[] => [0x15, 0x49, 0xa9, 0x66, 0x80 | content.length, ...content];

const live = bytes(EBML, SEGMENT, info([...SCALE, ...NAME]), TRACKS);

describe("length of a recorded WebM", () => {
  it("is written into the Info element, and everything else stays", () => {
    const written = headWithDuration(live, 2500);
    const content = [...SCALE, ...NAME, 0x44, 0x89, 0x88, 0x40, 0xa3, 0x88, 0, 0, 0, 0, 0];
    expect(written).toEqual(
      bytes(EBML, SEGMENT, [0x15, 0x49, 0xa9, 0x66, 0x01, 0, 0, 0, 0, 0, 0, content.length, ...content], TRACKS),
    );
  });

  it("counts in the unit that the file names", () => {
    const microseconds = bytes(EBML, SEGMENT, info([0x2a, 0xd7, 0xb1, 0x82, 0x03, 0xe8]), TRACKS);
    const written = headWithDuration(microseconds, 2) as Uint8Array;
    const at = written.length - TRACKS.length - 8;
    expect(new DataView(written.buffer).getFloat64(at)).toBe(2000);
  });

  it("is left alone where it is there already, and where the head is not understood", () => {
    const known = bytes(EBML, SEGMENT, info([...SCALE, 0x44, 0x89, 0x84, 0, 0, 0, 0]), TRACKS);
    const sized = bytes(EBML, [0x18, 0x53, 0x80, 0x67, 0x9f], info(SCALE), TRACKS);
    for (const head of [
      known,
      sized,
      bytes([0, 0, 0, 24, 0x66, 0x74, 0x79, 0x70]),
      new Uint8Array(0),
      live.subarray(0, 30),
    ])
      expect(headWithDuration(head, 1000)).toBeNull();
  });

  it("keeps the rest of a long recording", async () => {
    const body = new Uint8Array(10_000).fill(7);
    const whole = new Uint8Array(await (await withDuration(new Blob([live as BlobPart, body]), 1000)).arrayBuffer());
    expect(whole.length).toBe(live.length + body.length + 18);
    expect([...whole.subarray(-body.length)].every((byte) => byte === 7)).toBe(true);
  });
});
