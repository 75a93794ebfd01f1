import { expose } from "comlink";
import { SimHost } from "./host/host";
import { RUNNABLE_STRUCTURE } from "./runnableStructure";

/** Worker of connections that come and go. While it lives it holds the lock of its name, by which the page notices its end. */
expose(new SimHost({ experiments: RUNNABLE_STRUCTURE }));
if (self.name !== "" && "locks" in navigator) void navigator.locks.request(self.name, () => new Promise(() => {}));
