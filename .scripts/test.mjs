import { prepare } from "./prepare.mjs";

prepare();
void import("./tasks/test.mjs");
