import { expose } from "comlink";
import { SimHost } from "./host/host";
import { RUNNABLE_MATTER } from "./runnableMatter";

/** Worker of devices and circuits. While it lives it holds the lock of its name, by which the page notices its end. */
expose(new SimHost({ experiments: RUNNABLE_MATTER }));
if (self.name !== "" && "locks" in navigator) void navigator.locks.request(self.name, () => new Promise(() => {}));
