import { expose } from "comlink";
import { SimHost } from "./host/host";

/** Entry of the simulation worker. While it lives it holds the lock of its name, by which the page notices its end. */
expose(new SimHost());
if (self.name !== "" && "locks" in navigator) void navigator.locks.request(self.name, () => new Promise(() => {}));
