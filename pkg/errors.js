// The one class of the package's errors, and how to know one. It is apart from the engine, so that what needs no
// engine can refuse without bringing it along.

export class PerpixelError extends Error {
  constructor(code, message, { path, help, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    if (path !== undefined) this.path = path;
    if (help !== undefined) this.help = help;
  }
}
Object.defineProperty(PerpixelError.prototype, "name", {
  value: "PerpixelError",
  configurable: true,
  writable: true,
});

// By what it carries rather than by its class: two copies of the package, or two realms, have two classes.
export function isPerpixelError(value) {
  return value?.name === "PerpixelError" && typeof value.code === "string";
}
