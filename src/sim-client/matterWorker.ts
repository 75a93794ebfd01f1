import MatterWorker from "../../workers/matter.worker?worker&inline";

/** A chunk of its own, which is loaded with the first experiment of its part. */
export { MatterWorker };
