// The page's modules in which faults are put, by what they guard, and the tests without a browser that have to find
// them. A group is run by itself with its own tests alone: fewer of them are loaded for each fault.

export const GROUPS = {
  names: {
    modules: ["names.ts", "links.ts"],
    tests: ["names", "links"],
  },
  storage: {
    modules: ["own/book-storage.ts", "own/book-text.ts", "own/book-entry.ts", "own/catalog-file.ts"],
    tests: ["book-storage", "book-text", "book-entry", "catalog-file"],
  },
  catalogs: {
    modules: ["own/catalog-storage.ts", "own/open-kept.ts", "own/kept.ts", "turns.ts"],
    tests: ["catalog-storage", "open-kept"],
  },
  messenger: {
    modules: [
      "engine/client.ts",
      "engine/serve.ts",
      "engine/spawn.ts",
      "engine/refusal.ts",
      "engine/upgrade.ts",
      "trusted.ts",
    ],
    tests: ["client", "client-hosts", "serve", "spawn", "upgrade"],
  },
  address: {
    modules: [
      "address.ts",
      "read-address.ts",
      "compare/table-address.ts",
      "compare/read-table.ts",
      "compare/bounds.ts",
      "compare/read-bounds.ts",
      "compare/currency.ts",
      "credits.ts",
      "read-credits.ts",
    ],
    tests: ["address", "address-limits", "credits"],
  },
  figures: {
    modules: ["format.ts"],
    tests: ["format"],
  },
};

/** The group that this process is about. */
export function chosen() {
  const group = GROUPS[process.env.PERPIXEL_GROUP ?? ""];
  if (!group) throw new Error(`PERPIXEL_GROUP is one of ${Object.keys(GROUPS).join(", ")}`);
  return group;
}
