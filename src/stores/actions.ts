import type { ViewFeed } from "../views/_view";
import { feed } from "./feed";

/** What lessons, commands and tests may ask of the page. */

export { act } from "./act";
export { applyPreset, edit, redo, undo } from "./edits";
export { pause, reset, run, seek, setSeed, setSpeed, stepAhead, stepBack } from "./transport";
export { focusView, showParameter } from "./viewStore";

/** The frames of the open session. */
export const getFeed = (): ViewFeed => feed;
