declare module 'virtual:tables' {
  /** The names in the package's own tables, as its `info()` lists them; see vite.config.js. */
  export const tables: Record<
    'formulations' | 'losses' | 'regularizers' | 'solvers' | 'samplers',
    { name: string }[]
  >;
}
