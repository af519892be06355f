// Hands the reader a file of their own data, under a name of a fixed pattern.

export function download(what: "price-book" | "catalog", date: string | null, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `perpixel-${what}-${date ?? "undated"}.json`;
  link.click();
  // The browser may still be about to read it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
