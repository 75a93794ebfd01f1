export * from "./api";
export * from "./channels";
export * from "./data";
export * from "./errors";
export * from "./nir";
