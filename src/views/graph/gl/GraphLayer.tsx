import type { Ref } from "react";
import { GlLayer } from "../../gl/GlLayer";
import type { GlHandle } from "../../gl/shell";
import type { GraphPicture } from "../picture";
import { GraphRenderer } from "./GraphRenderer";

interface Props {
  readonly picture: GraphPicture;
  readonly handle: Ref<GlHandle>;
  /** The card is lost, or back again. */
  readonly onLost: (lost: boolean) => void;
}

/** The part of the graph that the graphics card draws. */
export default function GraphLayer({ picture, ...props }: Props) {
  return <GlLayer {...props} make={(readback) => new GraphRenderer(picture, readback)} />;
}
