// Answers the page's requests in the one-file page: the catalogs are inside it, and a page that is opened from a
// disk can fetch nothing. What is not inside cannot be had, and is refused as a network without an answer would be.

import files from "virtual:files";

const FOLDER = new URL(".", document.baseURI).href;

globalThis.fetch = async (input) => {
  const { href } = new URL(input instanceof Request ? input.url : input, document.baseURI);
  const path = href.startsWith(FOLDER) ? href.slice(FOLDER.length) : "";
  const text = Object.hasOwn(files, path) ? files[path] : undefined;
  if (text === undefined) throw new TypeError("this copy of the page asks no server");
  return new Response(text, { headers: { "content-type": "application/json" } });
};
