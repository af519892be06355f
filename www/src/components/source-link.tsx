// A link to where a price is published, by its host. A URL that may not be a link is shown as plain text.

import { safeHref } from "../links.ts";
import { visible } from "../names.ts";

export function SourceLink({ url }: { url: string }) {
  const link = safeHref(url);
  if (!link) return <span class="muted">{visible(url, 80)}</span>;
  return (
    <a href={link.href} rel="noopener noreferrer nofollow ugc" target="_blank">
      {link.host}
    </a>
  );
}
