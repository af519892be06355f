// The head of the page: what it is, and how old its prices are. The age is told only when today is known, so
// that HTML made by the build never claims a freshness that passed.

import { day, plural } from "../format.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { JumpLink } from "./jump-link.tsx";
import { Logo } from "./logo.tsx";

export function PageHeader() {
  const { store } = usePage();
  const loaded = store.loaded.value;
  return (
    <header class="page-header">
      <JumpLink to="comparison" class="skip">
        Skip to the comparison
      </JumpLink>
      <p class="brand">
        <Logo />
        perpixel
      </p>
      {loaded ? <Freshness /> : <p class="freshness">No catalog is loaded</p>}
      <h1>What an image costs, wherever you buy it</h1>
      <p class="promise">
        Every provider’s own billing unit, turned into one exact figure: US dollars per image, with the
        receipt.
      </p>
      <EngineLine />
    </header>
  );
}

/** Says which figures these are: of the build, or computed here. */
function EngineLine() {
  const { store } = usePage();
  if (store.phase.value === "built") {
    return (
      <p class="engine-line">Computed when the page was built. Controls work once the engine has started.</p>
    );
  }
  return <p class="engine-line">Computed in your browser, to the last digit. What you enter stays here.</p>;
}

function Freshness() {
  const { store } = usePage();
  const loaded = store.loaded.value;
  if (!loaded) return null;
  const { info, findings } = loaded;
  const known = store.today.value !== null;
  const ages = info.sources.flatMap((source) => (source.ageDays === null ? [] : [source.ageDays]));
  // Nothing may move when the age appears: its place is kept, and styles put it where nothing stands before it.
  const oldest = ages.length > 0 ? Math.max(...ages) : null;
  const several = info.newest !== info.oldest;
  const stale = info.sources.some((source) => source.stale);
  return (
    <p class="freshness">
      <span>
        Prices of <time dateTime={info.oldest ?? undefined}>{day(info.oldest) ?? "unknown date"}</time>
        {several && (
          <>
            {" to "}
            <time dateTime={info.newest ?? undefined}>{day(info.newest)}</time>
          </>
        )}
      </span>
      <span class={known && stale ? "age stale" : "age"}>
        {known && oldest !== null && (
          <>
            {several ? "up to " : ""}
            {plural(oldest, "day")} old{stale ? ", check before you rely on them" : ""}
          </>
        )}
      </span>
      <span title={info.sources.map((source) => visible(source.name)).join(", ")}>
        {plural(info.sources.length, "source")}, {plural(info.offers, "offer")}
      </span>
      <JumpLink to="findings">{plural(findings.length, "finding")}</JumpLink>
    </p>
  );
}
