import { prepare } from "./prepare.mjs";

prepare();
void import("./tasks/run.mjs");
