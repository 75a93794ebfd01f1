declare module "virtual:kernel" {
  /** WebAssembly binary, two hexadecimal digits per byte. */
  const hex: string;
  export default hex;
}

declare module "virtual:build" {
  /** Another one whenever the code of the simulations is another. */
  const build: string;
  export default build;
}
