// The head of the page: what it is, the way between its views, the reader's language, and how old its prices are.
// The age is told only when today is known, so that HTML made by the build never claims a freshness that passed.

import { inView, writeAddress } from "../address.ts";
import { day } from "../format.ts";
import { LANGUAGES, type Language, language, n, t, tx } from "../language.ts";
import { visible } from "../names.ts";
import { usePage } from "../state.ts";
import { JumpLink } from "./jump-link.tsx";
import { Logo } from "./logo.tsx";
import { ViewNav } from "./view-nav.tsx";

export function PageHeader() {
  const { store } = usePage();
  return (
    <header class="page-header">
      <JumpLink to="main" class="skip">
        {t("Skip to the content")}
      </JumpLink>
      <p class="brand">
        <Logo />
        perpixel
      </p>
      <ViewNav />
      <Languages />
      {store.loaded.value ? <Freshness /> : <p class="freshness">{t("No catalog is loaded")}</p>}
    </header>
  );
}

function Languages() {
  const { store, act } = usePage();
  const now = language();
  return (
    <select
      class="language"
      name="language"
      aria-label={t("Language")}
      disabled={!store.live.value}
      onChange={(event) => act.speak(event.currentTarget.value as Language)}
    >
      {Object.entries(LANGUAGES).map(([tag, name]) => (
        <option key={tag} value={tag} lang={tag} selected={tag === now}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Freshness() {
  const { store } = usePage();
  const loaded = store.loaded.value;
  if (!loaded) return null;
  const { info, findings } = loaded;
  const known = store.today.value !== null;
  // Nothing may move when the age appears: its place is kept, and styles put it where nothing stands before it.
  // A clock that is behind makes prices of the future, which have none.
  const oldest = Math.max(...info.sources.map(({ ageDays }) => ageDays ?? -1));
  const several = info.newest !== info.oldest;
  const stale = info.sources.some((source) => source.stale);
  const first = <time dateTime={info.oldest ?? undefined}>{day(info.oldest) ?? t("unknown date")}</time>;
  const last = <time dateTime={info.newest ?? undefined}>{day(info.newest)}</time>;
  const age = several
    ? n(oldest, "up to {count} day old", "up to {count} days old")
    : n(oldest, "{count} day old", "{count} days old");
  const catalogs = writeAddress(inView(store.address.value, "catalogs"));
  return (
    <p class="freshness">
      <span>
        {several ? tx("Prices of {first} to {last}", { first, last }) : tx("Prices of {first}", { first })}
      </span>
      <span class={known && stale ? "age stale" : "age"}>
        {known && oldest >= 0 && (stale ? t("{age}, check before you rely on them", { age }) : age)}
      </span>
      <span title={info.sources.map((source) => visible(source.name)).join(", ")}>
        {n(info.sources.length, "{count} source", "{count} sources")},{" "}
        {n(info.offers, "{count} offer", "{count} offers")}
      </span>
      <a href={catalogs}>{n(findings.length, "{count} finding", "{count} findings")}</a>
    </p>
  );
}
