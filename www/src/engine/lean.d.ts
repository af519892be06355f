// The engine of the first visit, as `www/build/lean.ts` offers it. Its catalogs have the verbs of a view alone
// (info, findings, models, compare, price, quote, sweep); `host.ts` asks the whole engine for the others.

declare module "perpixel/lean" {
  export const load: typeof import("perpixel").load;
}
