// The modules that exist only while scripts/package.mjs bundles the package: the WebAssembly, taken
// apart into streams, packed as .lzma, as base64 text.

declare module '#wasm-all' {
  const base64: string;
  export default base64;
}

/** Without the functions that trainings rarely need. */
declare module '#wasm-common' {
  const base64: string;
  export default base64;
}

/** These. */
declare module '#wasm-rest' {
  const base64: string;
  export default base64;
}
