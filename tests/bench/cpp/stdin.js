// Joins the WebAssembly program's glue: Emscripten's own way to standard input depends on its
// version, this one does not.
/* global Module */
{
  const input = require('node:fs').readFileSync(0);
  let position = 0;
  // @ts-expect-error Module is a variable of the glue.
  Module.stdin = () => (position < input.length ? input[position++] : null);
}
