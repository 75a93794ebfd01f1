/** The few platform types that code without a platform may name: what every JavaScript host of the lab has. */

declare namespace WebAssembly {
  class Memory {
    readonly buffer: ArrayBuffer;
    grow(pages: number): number;
  }
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports?: object);
    readonly exports: object;
  }
}

/** Carries frames and credits; only the host and the page's client use it. */
declare interface MessagePort {
  readonly onmessage: unknown;
}

declare class TextDecoder {
  constructor(label?: string, options?: { readonly fatal?: boolean });
  decode(bytes: Uint8Array): string;
}

declare function atob(base64: string): string;
