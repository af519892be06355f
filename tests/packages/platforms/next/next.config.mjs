// Next itself is installed two folders above, and is looked for below this root alone.
export default { turbopack: { root: new URL("../..", import.meta.url).pathname } };
