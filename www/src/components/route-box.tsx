// Where the job is routed, what is billed, and why not to the others, with what each refusal costs.

import type { Route } from "perpixel";
import { usd } from "../format.ts";
import { visible } from "../names.ts";
import { Prose } from "./prose.tsx";
import { Receipt } from "./receipt.tsx";

export function RouteBox({ route }: { route: Route }) {
  const { provider, billed, upstream, refused, reason, disclosure } = route;
  return (
    <div class="route">
      <h3>Route</h3>
      {provider !== null && (
        <>
          <p class="route-head">
            <b>{visible(provider)}</b> <span class="figure">{usd(billed ?? upstream)}</span>{" "}
            <span class="muted">{billed === null ? "before any fee" : "billed"}</span>
          </p>
          {disclosure && <p class="disclosure">{visible(disclosure, 300)}</p>}
          <Receipt lines={route.receipt} label="billed" total={billed ?? upstream} />
        </>
      )}
      {reason && (
        <p class="reason">
          <Prose text={reason} whole />
        </p>
      )}
      {refused.length > 0 && (
        <>
          <h4>Why not the others</h4>
          <ul class="refused">
            {refused.map((one, at) => (
              <li key={at}>
                <b>{visible(one.provider)}</b>: <Prose text={one.message} />
                {one.costsMore && (
                  <span class="costs-more">; the chosen offer costs {usd(one.costsMore)} more</span>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
