import type { Ref } from "react";
import { GlLayer } from "../../gl/GlLayer";
import type { GlHandle } from "../../gl/shell";
import type { LatticePicture } from "../picture";
import { LatticeRenderer } from "./LatticeRenderer";

interface Props {
  readonly picture: LatticePicture;
  readonly handle: Ref<GlHandle>;
  /** The card is lost, or back again. */
  readonly onLost: (lost: boolean) => void;
}

/** The part of the lattice that the graphics card draws. */
export default function LatticeLayer({ picture, ...props }: Props) {
  return <GlLayer {...props} make={(readback) => new LatticeRenderer(picture, readback)} />;
}
