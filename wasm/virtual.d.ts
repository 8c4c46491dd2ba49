// The module that exists only while scripts/package.mjs bundles the package.

declare module '#wasm-bytes' {
  /** The WebAssembly file, taken apart into streams, packed as .lzma, as base64 text. */
  const base64: string;
  export default base64;
}
