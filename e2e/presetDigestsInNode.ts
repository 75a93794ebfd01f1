import { presetDigests } from "./presetDigests";

/** Prints the digests as JSON. */
console.log(JSON.stringify(await presetDigests()));
