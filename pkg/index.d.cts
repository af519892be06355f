// What `require` gives: the same, with the types of the other form, so that a catalog, an error and an amount are
// the same to both.
import type * as all from "./index.js" with { "resolution-mode": "import" };

export type * from "./index.js" with { "resolution-mode": "import" };
export declare const load: typeof all.load;
export declare const format: typeof all.format;
export declare const compare: typeof all.compare;
export declare const toNumber: typeof all.toNumber;
export declare const isPerpixelError: typeof all.isPerpixelError;
export declare const PerpixelError: typeof all.PerpixelError;
export type PerpixelError = all.PerpixelError;
export declare const Catalog: typeof all.Catalog;
export type Catalog = all.Catalog;
export declare const Quoter: typeof all.Quoter;
export type Quoter = all.Quoter;
export declare const UsageMeter: typeof all.UsageMeter;
export type UsageMeter = all.UsageMeter;
export declare const UsageSheet: typeof all.UsageSheet;
export type UsageSheet = all.UsageSheet;
