/** Every text of the page by where it first stands, and the calls whose text cannot be told. */
export function words(): { keys: Map<string, string>; strange: string[] };
/** The languages beside English, with what each says. */
export function languages(): Map<string, Record<string, string>>;
