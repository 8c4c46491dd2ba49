// The two modules that exist only while scripts/package.mjs bundles the package.

declare module '#glue' {
  /** Instantiates the engine from the bytes (or the compiled module) of its WebAssembly. */
  export default function createModule(options: Record<string, unknown>): Promise<any>;
}

declare module '#wasm-bytes' {
  /** The WebAssembly file, taken apart into streams, packed as .lzma, as base64 text. */
  const base64: string;
  export default base64;
}
