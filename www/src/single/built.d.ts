// What the build of the one-file page puts in, and what the build of the package makes.

declare module "virtual:engine-worker" {
  /** The script of the engine's worker, which takes the module from `self.PERPIXEL_MODULE`. */
  const source: string;
  export default source;
}

declare module "virtual:files" {
  /** The files beside the page that it fetches, by their path. */
  const files: Readonly<Record<string, string>>;
  export default files;
}

declare module "*/perpixel_bg.base64.js" {
  const base64: string;
  export default base64;
}
